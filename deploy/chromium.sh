#!/bin/sh
# Gets a browser, a Bengali font, and the library that Playwright's driver wants, for the tests that need them. Where it
# cannot, those tests are skipped and say so.
set -eu

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
has_font() { fc-list :lang=bn 2>/dev/null | grep -q .; }
has_library() { /sbin/ldconfig -p | grep -q 'libatomic\.so\.1'; }

if has_browser && has_font && has_library; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fontconfig fonts-noto-core libatomic1 >/dev/null || true
fi
has_browser || echo "No chromium here: the tests in the browser are skipped. On Debian: sudo apt-get install chromium fonts-noto-core libatomic1"
