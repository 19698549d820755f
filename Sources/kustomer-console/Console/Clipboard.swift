internal import Foundation
internal import Glibc
internal import Tools

/// The clipboards that a program can put a text on, besides that of the terminal (OSC 52).
///
/// It never fails loudly: the text is on the terminal's clipboard anyway where that is allowed.
struct Clipboard {
  let environment: [String: String]

  /// Hands a text to the programs of the desktop and of tmux that are there.
  func put(_ text: String) {
    for words in programs { feed(text, to: words) }
  }

  /// Tmux has buffers of its own; of the desktop's programs the first that is installed is enough.
  private var programs: [[String]] {
    var programs: [[String]] = []
    if has("TMUX"), isInstalled("tmux") { programs.append(["tmux", "load-buffer", "-"]) }
    var desktop: [[String]] = []
    if has("WAYLAND_DISPLAY") { desktop.append(["wl-copy"]) }
    if has("DISPLAY") {
      desktop += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    }
    if let words = desktop.first(where: { isInstalled($0[0]) }) { programs.append(words) }
    return programs
  }

  private func has(_ variable: String) -> Bool { environment[variable]?.isEmpty == false }

  private func isInstalled(_ name: String) -> Bool {
    (environment["PATH"] ?? "").split(separator: ":")
      .contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Runs a program with the text on its standard input; it may go on living, as xclip does.
  private func feed(_ text: String, to words: [String]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = try? Child(
      words, environment: environment, input: .descriptor(ends[0]), output: .nothing,
      errors: .nothing)
    close(ends[0])
    defer { close(ends[1]) }
    guard let child else { return }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    send(Array(text.utf8), to: ends[1])
    // Whoever copies often must not collect dead programs; one that lives on is init's later.
    Thread.detachNewThread { _ = child.wait() }
  }

  /// Writes until all is taken, or nobody reads for a second.
  private func send(_ bytes: [UInt8], to end: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      var ready = pollfd(fd: end, events: Int16(POLLOUT), revents: 0)
      guard poll(&ready, 1, 1_000) == 1 else { return }
      let count = rest.withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EAGAIN || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
