// A page photographed: find its corners, show it made straight, measure it, ask whether it will do.
// Measured as in yunting/core/page_photo.py, which has the last word.

const SEARCHED_AT = 256;
const MEASURED_AT = 1600;
const SHARPEST_PART = 0.005;
const SHOWN_AT = 420;
const A4 = [210 / 25.4, 297 / 25.4];
const NAMES = ["左上角", "右上角", "右下角", "左下角"];
const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];
const STEP = 0.01;

const drawn = (source, width, height, from = [0, 0, source.width, source.height]) => {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(source, ...from, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

const greyOf = ({ data, width, height }) => {
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  }
  return grey;
};

// The threshold that parts a histogram best in two (Otsu).
const threshold = (grey) => {
  const counts = new Array(256).fill(0);
  grey.forEach((value) => { counts[value] += 1; });
  const sum = counts.reduce((all, count, value) => all + count * value, 0);
  let best = 0, found = 128, below = 0, sumBelow = 0;
  for (let value = 0; value < 256; value += 1) {
    below += counts[value];
    sumBelow += value * counts[value];
    const above = grey.length - below;
    if (!below || !above) continue;
    const apart = (sumBelow / below - (sum - sumBelow) / above) ** 2 * below * above;
    if (apart > best) { best = apart; found = value; }
  }
  return found;
};

// The largest bright area: paper on a table. Returns its pixels' indices.
const largest = (bright, width, height) => {
  const seen = new Uint8Array(bright.length);
  let best = [];
  for (let start = 0; start < bright.length; start += 1) {
    if (!bright[start] || seen[start]) continue;
    const area = [start];
    seen[start] = 1;
    for (let at = 0; at < area.length; at += 1) {
      const here = area[at], x = here % width;
      for (const next of [x ? here - 1 : -1, x < width - 1 ? here + 1 : -1, here - width, here + width]) {
        if (next >= 0 && next < bright.length && bright[next] && !seen[next]) {
          seen[next] = 1;
          area.push(next);
        }
      }
    }
    if (area.length > best.length) best = area;
  }
  return best;
};

// The four corners of a page, clockwise from the top left, as parts of width and height.
export const findCorners = (image) => {
  const scale = Math.min(1, SEARCHED_AT / Math.max(image.width, image.height));
  const small = drawn(image, image.width * scale, image.height * scale);
  const grey = greyOf(small);
  const limit = threshold(grey);
  const area = largest(Array.from(grey, (value) => value > limit), small.width, small.height);
  const part = area.length / grey.length;
  if (part < 0.15 || part > 0.97) return WHOLE;
  const most = (rate) => area.reduce((best, at) => {
    const score = rate(at % small.width, Math.floor(at / small.width));
    return score > best[0] ? [score, at] : best;
  }, [-Infinity, 0])[1];
  const place = (at, right, down) => [
    ((at % small.width) + right) / small.width, (Math.floor(at / small.width) + down) / small.height,
  ];
  const corners = [
    place(most((x, y) => -x - y), 0, 0), place(most((x, y) => x - y), 1, 0),
    place(most((x, y) => x + y), 1, 1), place(most((x, y) => y - x), 0, 1),
  ];
  return isPage(corners) ? corners : WHOLE;
};

const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
export const isPage = ([a, b, c, d]) => [[a, b, c], [b, c, d], [c, d, a], [d, a, b]].every((three) => turn(...three) > 0.02);

const sidesOf = (corners, width, height) => {
  const [a, b, c, d] = corners.map(([x, y]) => [x * width, y * height]);
  const long = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
  return [(long(a, b) + long(d, c)) / 2, (long(a, d) + long(b, c)) / 2];
};

// Dots per inch if it is A4; how strong its sharpest edges and how bright it is, both to 255.
export const measure = (image, corners) => {
  const sides = sidesOf(corners, image.width, image.height).sort((one, other) => one - other);
  const xs = corners.map(([x]) => x * image.width), ys = corners.map(([, y]) => y * image.height);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min(1, MEASURED_AT / Math.max(wide, high));
  const seen = drawn(image, wide * scale, high * scale, [left, top, wide, high]);
  const grey = greyOf(seen), { width, height } = seen;
  const counts = new Array(129).fill(0);
  let light = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at];
      counts[Math.min(128, Math.abs(edge))] += 1;
    }
  }
  grey.forEach((value) => { light += value; });
  let left_ = SHARPEST_PART * counts.reduce((all, count) => all + count, 0), sharpness = 128;
  while (sharpness > 0 && (left_ -= counts[sharpness]) > 0) sharpness -= 1;
  return {
    dpi: Math.floor(Math.min(sides[0] / A4[0], sides[1] / A4[1])),
    sharpness: 2 * sharpness,
    brightness: Math.floor(light / grey.length),
  };
};

export const complaints = ({ dpi, sharpness, brightness }, limits) => [
  brightness < limits.brightness && "太暗，请到亮处或者开灯再拍",
  sharpness < limits.sharpness && "模糊，请拿稳手机、对准文字再拍",
  dpi < limits.dpi && `清晰度约 ${dpi} dpi，A4 纸要有 ${limits.dpi} dpi，请靠近一些、让纸占满画面再拍`,
].filter(Boolean);

// The numbers of the projection that takes the unit square to four corners.
const projection = ([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) => {
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const whole = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return [
      ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / w,
      ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / w,
    ];
  };
};

// Draw the page alone, as seen from straight above, no larger than is shown.
export const straighten = (pixels, corners, canvas, ratio) => {
  [canvas.width, canvas.height] = ratio > 1 ? [SHOWN_AT, Math.round(SHOWN_AT / ratio)] : [Math.round(SHOWN_AT * ratio), SHOWN_AT];
  const context = canvas.getContext("2d");
  const made = context.createImageData(canvas.width, canvas.height);
  const from = projection(corners), source = new Uint32Array(pixels.data.buffer), target = new Uint32Array(made.data.buffer);
  for (let y = 0; y < canvas.height; y += 1) {
    for (let x = 0; x < canvas.width; x += 1) {
      const [u, v] = from((x + 0.5) / canvas.width, (y + 0.5) / canvas.height);
      const column = Math.min(pixels.width - 1, Math.max(0, Math.floor(u * pixels.width)));
      const row = Math.min(pixels.height - 1, Math.max(0, Math.floor(v * pixels.height)));
      target[y * canvas.width + x] = source[row * pixels.width + column];
    }
  }
  context.putImageData(made, 0, 0);
};

const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...inside);
  return made;
};

const SVG = "http://www.w3.org/2000/svg";
const within = (value) => Math.min(1, Math.max(0, value));
const thousandths = (corners) => corners.map(([x, y]) => `${Math.round(x * 1000)},${Math.round(y * 1000)}`).join(" ");

// Show a photograph and its page; resolve to how it is to be sent, or to null to take another.
export const ask = async (file, host, limits) => {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // This browser cannot open it (a HEIC, say); the server can, and says if it will do.
    return { is_page: true, corners: "", as_it_is: false };
  }
  const scale = Math.min(1, 1000 / Math.max(image.width, image.height));
  const pixels = drawn(image, image.width * scale, image.height * scale);
  let corners = findCorners(image);

  const stage = element("div", { class: "camera-stage" });
  const canvas = element("canvas", { role: "img", "aria-label": `照片：${file.name}` });
  [canvas.width, canvas.height] = [pixels.width, pixels.height];
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("viewBox", "0 0 1 1");
  shape.setAttribute("preserveAspectRatio", "none");
  shape.setAttribute("aria-hidden", "true");
  const outline = shape.appendChild(document.createElementNS(SVG, "polygon"));
  const handles = NAMES.map((name) => element("button", { type: "button", class: "camera-corner", "aria-label": `${name}，用方向键移动` }));
  stage.append(canvas, shape, ...handles);
  const straight = element("canvas", { role: "img", "aria-label": "裁剪校正以后的样子" });
  const verdict = element("p", { role: "status", class: "notice" });
  const use = element("button", { type: "button", class: "btn btn-primary main-action" });
  const again = element("button", { type: "button", class: "btn btn-outline-primary" }, "重新拍");
  const panel = element("section", { class: "camera", "aria-label": "核对照片", tabindex: "-1" },
    element("h2", {}, "把四个点放到纸的四个角"), stage,
    element("h2", {}, "裁剪校正以后的样子"), straight, verdict,
    element("div", { class: "actions" }, use, again));

  const place = () => {
    outline.setAttribute("points", corners.map((corner) => corner.join(",")).join(" "));
    handles.forEach((handle, n) => {
      handle.style.left = `${corners[n][0] * 100}%`;
      handle.style.top = `${corners[n][1] * 100}%`;
    });
  };
  let wrong = [];
  const judge = () => {
    const fits = isPage(corners);
    if (fits) {
      const [wide, high] = sidesOf(corners, image.width, image.height);
      straighten(pixels, corners, straight, wide / high);
      const found = measure(image, corners);
      wrong = complaints(found, limits);
      verdict.textContent = wrong.length ? `照片不够清楚：${wrong.join("；")}。` : `照片清楚，约 ${found.dpi} dpi，可以用。`;
    } else {
      verdict.textContent = "四个角没有围成一页纸，请把四个点分别放到纸的四个角。";
    }
    use.disabled = !fits;
    use.textContent = wrong.length ? "就用这一张（只有这一张，或者不是 A4 纸）" : "用这一张";
    use.className = wrong.length ? "btn btn-outline-primary" : "btn btn-primary main-action";
    again.className = wrong.length ? "btn btn-primary main-action" : "btn btn-outline-primary";
    verdict.className = `notice ${wrong.length || !fits ? "notice-warning" : "notice-success"}`;
  };
  const move = (n, x, y) => { corners = corners.map((corner, i) => (i === n ? [within(x), within(y)] : corner)); place(); };
  handles.forEach((handle, n) => {
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = stage.getBoundingClientRect();
      move(n, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    handle.addEventListener("pointerup", judge);
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
      if (!by) return;
      event.preventDefault();
      move(n, corners[n][0] + by[0], corners[n][1] + by[1]);
      judge();
    });
  });
  place();
  judge();
  host.append(panel);
  panel.focus();
  panel.scrollIntoView({ block: "start" });
  const answer = await new Promise((resolve) => {
    use.addEventListener("click", () => resolve({ is_page: true, corners: thousandths(corners), as_it_is: wrong.length > 0 }));
    again.addEventListener("click", () => resolve(null));
  });
  panel.remove();
  image.close();
  return answer;
};
