internal import Tools

/// A scenario that the screen offers.
package struct ListedScenario: Sendable, Hashable {
  /// A bundled one's name, or the name of a file in the scenarios folder.
  package var source: String
  /// Whether it is the user's own.
  package var isOwn: Bool
  /// The scenario; nil when it cannot be read.
  package var scenario: Scenario?
  /// Why it cannot be read, with line and column; nil when it can.
  package var problem: String?

  /// Reads a scenario's text.
  package init(source: String, text: String, isOwn: Bool) {
    self.source = source
    self.isOwn = isOwn
    do throws(TOMLProblem) {
      scenario = try Scenario(parsing: text)
    } catch {
      problem = "\(source):\(error)"
    }
  }

  /// The name that the scenario gives itself, else that of the file.
  package var title: String { scenario?.name ?? source }

  /// Those in the program.
  package static let bundled = EmbeddedFile.scenarios.map {
    ListedScenario(source: $0.name, text: $0.text, isOwn: false)
  }
}
