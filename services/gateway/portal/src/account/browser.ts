// What a browser calls itself, in words that its owner recognises.
import type { Text } from "../language/language.svelte.js";

// The first that fits wins: Edge, Opera and Cốc Cốc call themselves Chrome too, and Chrome calls itself Safari.
const BROWSERS: [RegExp, string][] = [
  [/coc_coc_browser/i, "Cốc Cốc"],
  [/Zalo/i, "Zalo"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const MACHINES: [RegExp, Text][] = [
  [/iPhone/, { vi: "điện thoại iPhone", en: "an iPhone" }],
  [/iPad/, { vi: "máy tính bảng iPad", en: "an iPad" }],
  [/Android.*Mobile/, { vi: "điện thoại Android", en: "an Android phone" }],
  [/Android/, { vi: "máy tính bảng Android", en: "an Android tablet" }],
  [/Windows/, { vi: "máy tính Windows", en: "a Windows computer" }],
  [/CrOS/, { vi: "máy tính ChromeOS", en: "a ChromeOS computer" }],
  [/Mac OS X|Macintosh/, { vi: "máy tính Mac", en: "a Mac" }],
  [/Linux/, { vi: "máy tính Linux", en: "a Linux computer" }],
];

export function browserText(agent: string): Text {
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  const machine = MACHINES.find(([pattern]) => pattern.test(agent))?.[1];
  if (browser && machine) return { vi: `${browser} trên ${machine.vi}`, en: `${browser} on ${machine.en}` };
  if (machine) return { vi: `Trình duyệt trên ${machine.vi}`, en: `A browser on ${machine.en}` };
  if (browser) return { vi: browser, en: browser };
  return agent.trim() ? { vi: agent, en: agent } : { vi: "Không rõ trình duyệt", en: "Unknown browser" };
}
