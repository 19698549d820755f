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
      "the console needs a terminal for input and output; in a script use map, send or sessions"
    case .unknownType(let type):
      "the terminal type \"\(type)\" and the usual ones are not known on this host; install "
        + "ncurses-term or set TERM"
    case .noCursorAddressing(let type):
      "a terminal of type \"\(type)\" cannot place text; set TERM, or use map, send or sessions"
    case .refused(let what, let code):
      "cannot \(what): error \(code) of the system"
    }
  }
}
