// The phone's camera, and what reads codes in its pictures: the phone's own detector, or one that is loaded where it has none.

export type Camera = {
  /** Only where the phone can switch its light. */
  light?: (isOn: boolean) => Promise<void>;
  stop(): void;
};

type Detector = { detect(video: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: ["qr_code"] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

declare global {
  /** https://wicg.github.io/shape-detection-api/: on Android and macOS in Chromium, nowhere else yet. */
  var BarcodeDetector: DetectorClass | undefined;
}

async function openDetector(): Promise<Detector> {
  const own = globalThis.BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats: ["qr_code"] });
  const loaded = await import("qr/decode.js");
  return new loaded.BarcodeDetector({ formats: ["qr_code"] });
}

/** Between two pictures that are looked at: often enough for a hand that moves, and kind to the battery. */
const betweenMs = 120;

/**
 * Shows the camera's picture and reads it until it is stopped.
 * @param seen told for every picture: the code in it, or that there is none
 * @param lost told when the phone takes the camera away, for a call, say
 * @throws DOMException NotAllowedError where the camera is refused, NotFoundError where there is none
 */
export async function openCamera(
  video: HTMLVideoElement,
  seen: (text: string | undefined) => void,
  lost: () => void,
): Promise<Camera> {
  // Both start at once; a camera that opens in vain is closed again.
  const detector = openDetector();
  detector.catch(() => {}); // it is awaited below
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const [track] = stream.getVideoTracks();
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    for (const one of stream.getTracks()) one.stop();
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await video.play();
    const reader = await detector;
    track?.addEventListener("ended", lost);
    const look = async () => {
      if (isStopped) return;
      // The picture may not be there yet, and a detector may stumble over one: the next comes in a moment.
      const found = await reader.detect(video).catch(() => []);
      if (isStopped) return;
      seen(found[0]?.rawValue);
      setTimeout(() => void look(), betweenMs);
    };
    void look();
  } catch (error) {
    stop();
    throw error;
  }
  const light = track && lightOf(track);
  return { stop, ...(light ? { light } : {}) };
}

function lightOf(track: MediaStreamTrack): Camera["light"] {
  // https://w3c.github.io/mediacapture-image/#torch, which TypeScript's DOM does not know.
  const can = track.getCapabilities?.() as (MediaTrackCapabilities & { torch?: boolean }) | undefined;
  if (!can?.torch) return undefined;
  return (isOn) => track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] });
}
