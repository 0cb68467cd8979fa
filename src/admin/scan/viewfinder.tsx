// The camera's picture. It sleeps with the page and wakes with it.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Camera, openCamera } from "./camera";
import { newSight } from "./sight";
import { allowSound } from "./signals";
import type { Texts } from "./texts";

type Problem = keyof Texts["camera"];

export function Viewfinder({ words, onCode }: { words: Texts; onCode(text: string): void }) {
  const video = useRef<HTMLVideoElement>(null);
  const { camera, problem, start } = useCamera(video, onCode);
  const [isLit, setLit] = useState(false);
  useEffect(() => setLit(false), [camera]);
  const light = camera?.light;
  const switchLight = async () => {
    await light?.(!isLit);
    setLit(!isLit);
  };
  return (
    <section class="view" aria-label={words.holdCode}>
      <video ref={video} muted playsInline hidden={!camera} />
      {camera && <div class="frame" aria-hidden="true" />}
      {!camera && (
        <div class="start">
          {problem && <p role="alert">{words.camera[problem]}</p>}
          <button type="button" class="large" onClick={start}>
            {words.startCamera}
          </button>
        </div>
      )}
      {light && (
        <button type="button" class="small light" aria-pressed={isLit} onClick={() => void switchLight()}>
          {words.light}
        </button>
      )}
    </section>
  );
}

/** Wanted from the first tap on; open while wanted and looked at. */
function useCamera(video: { readonly current: HTMLVideoElement | null }, onCode: (text: string) => void) {
  const [isWanted, setWanted] = useState(false);
  const [isVisible, setVisible] = useState(!document.hidden);
  const [camera, setCamera] = useState<Camera>();
  const [problem, setProblem] = useState<Problem>();
  const latest = useRef(onCode);
  latest.current = onCode;

  useEffect(() => {
    const onChange = () => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", onChange);
    void isAllowed().then((allowed) => allowed && setWanted(true));
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);

  useEffect(() => {
    const { current } = video;
    if (!isWanted || !isVisible || !current) return;
    let opened: Camera | undefined;
    let isOver = false;
    const sight = newSight();
    const fail = (problem: Problem) => {
      setProblem(problem);
      setWanted(false);
    };
    const seen = (text: string | undefined) => {
      const code = sight(text, performance.now());
      if (code !== undefined) latest.current(code);
    };
    openCamera(current, seen, () => fail("failed")).then(
      (camera) => {
        if (isOver) return camera.stop();
        opened = camera;
        setProblem(undefined);
        setCamera(camera);
      },
      (error: unknown) => !isOver && fail(problemOf(error)),
    );
    const letScreenSleep = keepScreenOn();
    return () => {
      isOver = true;
      opened?.stop();
      letScreenSleep();
      setCamera(undefined);
    };
  }, [isWanted, isVisible, video]);

  const start = useCallback(() => {
    allowSound();
    setWanted(true);
  }, []);
  return { camera, problem, start };
}

/** Whether the camera opens without a question, so that a page that is opened again need not be tapped. */
async function isAllowed(): Promise<boolean> {
  try {
    // Not every browser knows the camera by this name, nor does TypeScript's DOM.
    const { state } = await navigator.permissions.query({ name: "camera" as PermissionName });
    return state === "granted";
  } catch {
    return false;
  }
}

function problemOf(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "refused";
  if (name === "NotFoundError" || navigator.mediaDevices === undefined) return "missing";
  console.error(error);
  return "failed";
}

function keepScreenOn(): () => void {
  const lock = navigator.wakeLock?.request("screen").catch(() => undefined); // refused when the battery is low
  return () => void lock?.then((held) => held?.release());
}
