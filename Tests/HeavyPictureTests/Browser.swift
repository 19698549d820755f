internal import Foundation
internal import KustomerDestination
internal import Testing

/// Chromium without a window, which is asked what it has drawn.
struct Browser {
  /// What was drawn.
  struct Page {
    /// Every label.
    var texts: [String]
    /// Pairs of labels whose boxes overlap.
    var overlaps: [String]
    /// Labels that lie outside the picture, or outside the card in which they begin.
    var outside: [String]
    /// The colour of the page.
    var background: String
  }

  /// Draws a picture for viewers who like it `light` or `dark`.
  func page(of svg: String, scheme: String) throws -> Page {
    let folder = FileManager.default.temporaryDirectory
      .appending(component: "kustomer-console-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(component: "page.html")
    let html = "<!doctype html><meta charset=\"utf-8\"><body>\(svg)<pre id=\"found\"></pre>"
    try Data((html + "<script>\(Self.script)</script>").utf8).write(to: file)
    let dom = try dump(file, scheme: scheme)
    let start = try #require(dom.range(of: "BEGIN "), "\(dom.suffix(500))")
    let end = try #require(dom.range(of: " END"))
    let found = try JSON(
      parsing: try #require(
        String(dom[start.upperBound..<end.lowerBound]).removingPercentEncoding))
    let list = { (name: String) in found[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    return Page(
      texts: list("texts"), overlaps: list("overlaps"), outside: list("outside"),
      background: found["background"]?.stringValue ?? "")
  }

  private func dump(_ file: URL, scheme: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000",
      "--blink-settings=preferredColorScheme=\(scheme == "dark" ? 0 : 1)", "--dump-dom",
      file.absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// A pixel of touching is no overlap: boxes are as high as the font, not as its letters.
  private static let script = """
    const svg = document.querySelector("svg"), frame = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll("text")].map(e => [e.textContent, e.getBoundingClientRect()]);
    const cards = [...svg.querySelectorAll("rect.card")].map(e => e.getBoundingClientRect());
    const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    const found = { texts: labels.map(l => l[0]), overlaps: [], outside: [],
      background: getComputedStyle(svg.querySelector(".page")).fill };
    labels.forEach(([text, a], i) => {
      const card = cards.find(c => a.left >= c.left && a.left < c.right && a.top >= c.top && a.top < c.bottom);
      if (!inside(a, frame) || (card && !inside(a, card))) found.outside.push(text);
      for (const [other, b] of labels.slice(i + 1)) {
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
          && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) found.overlaps.push(text + " | " + other);
      }
    });
    document.getElementById("found").textContent = "BEGIN " + encodeURIComponent(JSON.stringify(found)) + " END";
    """
}
