/// Why there can be no console here.
package enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is a pipe or file.
  case notATerminal
  /// Neither the type named by `TERM` nor any of the usual ones is known on this host.
  case unknownType(String)
  /// The terminal cannot place text, as `TERM=dumb`.
  case noCursorAddressing(String)
  /// The system refused something; what, and the errno.
  case refused(String, Int32)

  /// What happened and what to do, in one line.
  package var description: String {
    switch self {
    case .notATerminal:
      "the console needs a terminal for input and output; console --plain reads lines, and scripts"
        + " use map, send or sessions"
    case .unknownType(let type):
      "ncurses opens no screen on a terminal of type \"\(type)\", nor with the entry that the program"
        + " carries; set TERM=xterm, or use console --plain"
    case .noCursorAddressing(let type):
      "a terminal of type \"\(type)\" cannot place text; console --plain works there, line by line"
    case .refused(let what, let code):
      "cannot \(what): error \(code) of the system"
    }
  }
}
