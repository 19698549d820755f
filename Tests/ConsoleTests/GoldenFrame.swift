internal import Console
internal import Foundation
internal import Testing

/// Compares a screen with the frame that a reviewer has read: characters, then roles.
func expectFrame(
  _ keyboard: Keyboard, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let frame = view(keyboard.state)
  try expectGolden(
    frame.text + "---- roles\n" + frame.roleText, "Frames/\(name).txt",
    sourceLocation: sourceLocation)
}

/// Compares a text with the file that a reviewer has read.
///
/// With `RECORD_FRAMES=1` in the environment the frame is written, and the test fails, so that a
/// recording run is never taken for a good one.
func expectGolden(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: path)
  if ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(path); read it, then run without RECORD_FRAMES")
    return
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  #expect(text == golden, Comment(rawValue: path), sourceLocation: sourceLocation)
}
