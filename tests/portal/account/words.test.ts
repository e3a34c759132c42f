// Browsers in words, printed codes as they are typed, and passwords before they are sent.
import { expect, test } from "vitest";
import { browserText } from "../../../services/gateway/portal/src/account/browser.js";
import { codeLetters, grouped, isWhole } from "../../../services/gateway/portal/src/account/code.js";
import { passwordFault } from "../../../services/gateway/portal/src/account/password.js";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";

test.each([
  [CHROME, "Chrome trên máy tính Windows"],
  [`${CHROME} Edg/149.0`, "Edge trên máy tính Windows"],
  [`${CHROME.replace("Chrome", "coc_coc_browser/120 Chrome")}`, "Cốc Cốc trên máy tính Windows"],
  ["Mozilla/5.0 (Linux; Android 11; SM-A125F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36", "Samsung Internet trên điện thoại Android"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari trên điện thoại iPhone"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox trên máy tính Linux"],
  ["curl/8.5", "curl/8.5"],
  ["", "Không rõ trình duyệt"],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
])("%s", (agent, words) => expect(browserText(agent).vi).toBe(words));

test("a code is grouped as it is typed, whatever was typed between", () => {
  expect(grouped("k7qf2mxn8rtd")).toBe("K7QF-2MXN-8RTD");
  expect(grouped("k7qf 2mxn–8rtd!!")).toBe("K7QF-2MXN-8RTD");
  expect(grouped("k7qf")).toBe("K7QF");
  expect(grouped("k7qf2")).toBe("K7QF-2");
  expect(grouped("")).toBe("");
  expect(codeLetters("K7QF-2MXN-8RTD-XXXX")).toBe("K7QF2MXN8RTD");
  expect([isWhole("K7QF-2MXN-8RT"), isWhole("k7qf 2mxn 8rtd")]).toEqual([false, true]);
});

test("a password has twelve characters, counted as people count them, and is typed twice", () => {
  expect(passwordFault("ngắn quá", "ngắn quá")?.field).toBe("password");
  expect(passwordFault("👍".repeat(11), "👍".repeat(11))?.field).toBe("password");
  expect(passwordFault("x".repeat(129), "x".repeat(129))?.field).toBe("password");
  expect(passwordFault("một câu dễ nhớ", "một câu dễ nhơ")?.field).toBe("again");
  expect(passwordFault("một câu dễ nhớ", "một câu dễ nhớ")).toBeUndefined();
});
