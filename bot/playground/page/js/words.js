// @ts-check
/** Every word that the page itself says, in both languages; what the bot says comes from the bot. */

export const WORDS = {
  en: {
    brand: "The bot, without Telegram",
    skip: "Skip to the message box",
    chats: "Chats",
    openChats: "Open the list of chats",
    topics: "Topics",
    general: "General",
    conversation: "Conversation",
    composer: "Write a message",
    field: "Message",
    fieldGroup: "Message, or @{bot} to ask",
    send: "Send",
    menu: "Commands",
    toEnd: "Go to the newest message",
    toEndNew: "New messages: {count}. Go to the newest",
    unread: "unread: {count}",
    bot: "bot",
    group: "group",
    groupTopics: "group · {count} topics",
    channel: "channel",
    typing: "{name} is typing…",
    you: "You",
    edited: "edited",
    via: "via @{bot}",
    reply: "Reply",
    replyTo: "Reply to {name}",
    cancelReply: "Cancel the reply",
    copy: "Copy text",
    copied: "Copied.",
    notCopied: "The browser did not let the page copy. Select the text and copy it yourself.",
    goToReplied: "Go to the message replied to: {name}",
    gone: "That message is no longer here.",
    more: "Show more",
    less: "Show less",
    spoiler: "Hidden text, press to show",
    buttons: "Buttons",
    photo: "Photo",
    sticker: "Sticker",
    voice: "Voice message",
    place: "Place",
    attachment: "Attachment",
    opensTab: "opens in a new tab",
    waiting: "waiting for the bot",
    notPlayed: "The playground cannot play this kind of button.",
    inlineResults: "Inline results",
    searching: "Searching…",
    noResults: "Nothing found. Try other words.",
    results: "Results: {count}. Use the arrow keys and Enter.",
    commands: "The bot's commands",
    noCommands: "The bot has no such command.",
    chooseChat: "Where should it go?",
    cancel: "Cancel",
    ok: "OK",
    samples: "Things to try",
    samplesIn: "In Bengali",
    samplesEn: "In English",
    samplesRoman: "Banglish and slips",
    samplesMore: "Ways to look around",
    empty: "No messages yet. Ask something, or press one of the samples.",
    readOnly: "Only the channel's administrators write here.",
    lost: "Connection lost. Trying again…",
    loadFailed: "The playground does not answer. Check that “barta demo” is still running.",
    offline: "That did not reach the playground. Check that “barta demo” is still running, then try again.",
    slow: "The bot did not answer in time. Try again, or look at what it logged.",
    refused: "The playground refused: {error}",
    dark: "Dark theme",
    light: "Light theme",
    otherLanguage: "বাংলা",
    controls: "The demo's clock and its buttons",
    clock: "The demo's clock",
    article: "A new article arrives",
    articleCame: "Its draft comes to the editor in a moment: open their chat and publish it. Then ask about Meghdubi’s library.",
    articleThere: "The demo’s article is there already: see the editor’s chat.",
    next: "To the next briefing",
    correct: "Correct a brief",
    briefingComes: "The clock was moved. Chats that get a briefing now: {count}.",
    nothingNew: "The clock was moved. There is nothing new since the last briefing, so nobody gets one.",
    nobodyFollows: "Nobody gets briefings yet. Send /subscribe.",
    corrected: "Corrected: {title}. Every copy is being edited.",
    nothingToCorrect: "Nobody has got a brief yet. Go to the next briefing first.",
    guestAndBot: "{name} with the bot",
    today: "Today",
    yesterday: "Yesterday",
  },
  bn: {
    brand: "টেলিগ্রাম ছাড়াই বটটি",
    skip: "সরাসরি বার্তা লেখার ঘরে যান",
    chats: "আলাপের তালিকা",
    openChats: "আলাপের তালিকা খুলুন",
    topics: "বিষয়",
    general: "সাধারণ",
    conversation: "আলাপ",
    composer: "বার্তা লিখুন",
    field: "বার্তা",
    fieldGroup: "বার্তা, বা প্রশ্ন করতে @{bot}",
    send: "পাঠান",
    menu: "কমান্ড",
    toEnd: "সর্বশেষ বার্তায় যান",
    toEndNew: "নতুন বার্তা: {count}। সর্বশেষে যান",
    unread: "অপঠিত: {count}",
    bot: "বট",
    group: "গ্রুপ",
    groupTopics: "গ্রুপ · {count}টি বিষয়",
    channel: "চ্যানেল",
    typing: "{name} লিখছে…",
    you: "আপনি",
    edited: "সম্পাদিত",
    via: "@{bot}-এর মাধ্যমে",
    reply: "উত্তর দিন",
    replyTo: "{name}-কে উত্তর",
    cancelReply: "উত্তর বাতিল করুন",
    copy: "লেখা কপি করুন",
    copied: "কপি হয়েছে।",
    notCopied: "ব্রাউজার কপি করতে দেয়নি। লেখাটি বেছে নিয়ে নিজে কপি করুন।",
    goToReplied: "যে বার্তার উত্তর, সেটিতে যান: {name}",
    gone: "বার্তাটি আর এখানে নেই।",
    more: "আরও দেখুন",
    less: "কম দেখুন",
    spoiler: "লুকানো লেখা, দেখতে চাপুন",
    buttons: "বোতাম",
    photo: "ছবি",
    sticker: "স্টিকার",
    voice: "ভয়েস বার্তা",
    place: "স্থান",
    attachment: "সংযুক্তি",
    opensTab: "নতুন ট্যাবে খোলে",
    waiting: "বটের অপেক্ষায়",
    notPlayed: "এই ধরনের বোতাম এখানে চালানো যায় না।",
    inlineResults: "ইনলাইন ফলাফল",
    searching: "খোঁজা হচ্ছে…",
    noResults: "কিছু পাওয়া যায়নি। অন্য শব্দে খুঁজুন।",
    results: "ফলাফল: {count}। তীর চিহ্নের কি ও এন্টার ব্যবহার করুন।",
    commands: "বটের কমান্ড",
    noCommands: "বটের এমন কোনো কমান্ড নেই।",
    chooseChat: "কোথায় পাঠাবেন?",
    cancel: "বাতিল",
    ok: "ঠিক আছে",
    samples: "যা জিজ্ঞেস করা যায়",
    samplesIn: "বাংলায়",
    samplesEn: "ইংরেজিতে",
    samplesRoman: "রোমান হরফে ও ভুল বানানে",
    samplesMore: "ঘুরে দেখার পথ",
    empty: "এখনও কোনো বার্তা নেই। কিছু জিজ্ঞেস করুন, বা একটি নমুনা চাপুন।",
    readOnly: "এখানে শুধু চ্যানেলের পরিচালকেরা লেখেন।",
    lost: "সংযোগ বিচ্ছিন্ন। আবার চেষ্টা চলছে…",
    loadFailed: "সার্ভার সাড়া দিচ্ছে না। “barta demo” চলছে কি না দেখুন।",
    offline: "সার্ভারে পৌঁছানো যায়নি। “barta demo” চলছে কি না দেখে আবার চেষ্টা করুন।",
    slow: "বট সময়মতো উত্তর দেয়নি। আবার চেষ্টা করুন, বা তার লগ দেখুন।",
    refused: "সার্ভার নেয়নি: {error}",
    dark: "গাঢ় থিম",
    light: "হালকা থিম",
    otherLanguage: "English",
    controls: "ডেমোর ঘড়ি ও তার বোতাম",
    clock: "ডেমোর ঘড়ি",
    article: "নতুন প্রতিবেদন আনুন",
    articleCame: "একটু পরেই খসড়াটি সম্পাদকের কাছে আসবে: তাঁর আলাপ খুলে প্রকাশ করুন। তারপর মেঘডুবির গ্রন্থাগার নিয়ে জিজ্ঞেস করুন।",
    articleThere: "ডেমোর প্রতিবেদনটি আগেই এসেছে: সম্পাদকের আলাপ দেখুন।",
    next: "পরের ব্রিফিংয়ে যান",
    correct: "সংশোধন করুন",
    briefingComes: "ঘড়ি এগোনো হয়েছে। ব্রিফিং আসছে {count}টি আলাপে।",
    nothingNew: "ঘড়ি এগোনো হয়েছে। আগের ব্রিফিংয়ের পর নতুন কিছু নেই, তাই কেউ কিছু পাচ্ছেন না।",
    nobodyFollows: "এখনও কেউ ব্রিফিং নেন না। /subscribe পাঠান।",
    corrected: "সংশোধিত: {title}। প্রতিটি কপি বদলানো হচ্ছে।",
    nothingToCorrect: "এখনও কেউ কোনো সংক্ষেপ পাননি। আগে পরের ব্রিফিংয়ে যান।",
    guestAndBot: "{name}, বটের সঙ্গে",
    today: "আজ",
    yesterday: "গতকাল",
  },
};

/** @typedef {"bn" | "en"} Language */

/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Language} */
export const language = () => (document.documentElement.lang === "bn" ? "bn" : "en");

/**
 * Give a text in the page's language, its `{names}` filled in; numbers are written in that language's digits.
 * @param {keyof typeof WORDS.en} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  return WORDS[language()][key].replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : value;
  });
}

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(language() === "bn" ? "bn-BD" : "en").format(value);

/** Write the words into the elements of index.html that name them. */
export function applyWords() {
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = t(/** @type {any} */ (node).dataset.word);
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    const label = t(/** @type {any} */ (node).dataset.label);
    node.setAttribute("aria-label", label);
    if (node instanceof HTMLButtonElement) node.title = label;
  }
}

/** @param {Language} chosen */
export function setLanguage(chosen) {
  document.documentElement.lang = chosen;
  localStorage.setItem("barta-language", chosen);
  applyWords();
  for (const listener of listeners) listener();
}

/** @param {() => void} listener called after the page's language has changed */
export const onLanguage = (listener) => listeners.add(listener);
