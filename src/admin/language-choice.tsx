// Another language than the browser's.
import { type Language, languageNames, languages } from "../core/language";
import { changeLanguage, language } from "./reader";
import { t } from "./text";

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
          {languageNames[one]}
        </option>
      ))}
    </select>
  );
}
