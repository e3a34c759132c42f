// Starts the portal: fonts, the page, the service worker that lets it open without a network.
import "./style/fonts.css";
import "./style/page.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { language, setLanguage } from "./language/language.svelte.js";
import { showSize } from "./parts/size.js";

setLanguage(language());
showSize();
mount(App, { target: document.getElementById("portal")! });

// On a phone the heavier weight comes with what is kept for later, and is used from the next visit on.
if (matchMedia("(min-width: 48rem)").matches || navigator.serviceWorker?.controller) void import("./style/heavy.css");
if ("serviceWorker" in navigator && import.meta.env.PROD) void navigator.serviceWorker.register("/sw.js");
