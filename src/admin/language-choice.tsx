// Another language than the browser's. Each is called by its own name, so that it is found by whoever reads no other.
import { type Language, languages } from "../core/language";
import { changeLanguage, language } from "./reader";
import { t } from "./text";

const names: Record<Language, string> = { en: "English", pl: "Polski", sv: "Svenska" };

export function LanguageChoice() {
  return (
    <select
      class="language"
      aria-label={t.language}
      value={language}
      onChange={(event) => changeLanguage(event.currentTarget.value as Language)} // the choices below are languages
    >
      {languages.map((one) => (
        <option key={one} value={one} lang={one}>
          {names[one]}
        </option>
      ))}
    </select>
  );
}
