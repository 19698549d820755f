internal import Console
internal import Foundation
internal import Testing

/// Compares a screen with the frame that a reviewer has read: characters, then roles.
///
/// With `RECORD_FRAMES=1` in the environment the frame is written, and the test fails, so that a
/// recording run is never taken for a good one.
func expectFrame(
  _ keyboard: Keyboard, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let frame = view(keyboard.state)
  let text = frame.text + "---- roles\n" + frame.roleText
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Frames/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1" {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name).txt; read it, then run without RECORD_FRAMES")
    return
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  #expect(text == golden, "\(name).txt", sourceLocation: sourceLocation)
}
