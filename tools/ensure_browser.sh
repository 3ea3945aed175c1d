#!/usr/bin/env bash
# The browser tests need a real Chromium: take one that is there, else Debian's, else Playwright's own.
set -euo pipefail
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null && exit 0
done
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then as_root=(); else as_root=(sudo -n); fi
  if "${as_root[@]}" true 2>/dev/null; then
    echo "Installing Chromium for the browser tests (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
    exit 0
  fi
fi
exec "$1" -m playwright install chromium
