internal import Glibc

/// What stands at a path that is to be written.
enum WritingPlace: Hashable {
  /// A number under which something is open already, as `/dev/stdout` names it.
  case open(Int32)
  /// A device or a named pipe.
  case special(String)
  /// A socket.
  case socket(String)
  /// A regular file, or nothing yet; links have been followed, since people keep their
  /// configuration in a repository.
  case file(String)

  /// Looks at a path.
  ///
  /// - Throws: `SettingsError` when it is a folder or cannot be looked at.
  init(_ path: String) throws(SettingsError) {
    var place = path
    for _ in 0..<40 {
      if let number = Self.number(place) {
        self = .open(number)
        return
      }
      guard let status = Files.status(place, ofLink: true) else {
        guard errno == ENOENT else {
          throw PrivateFile(path).failure("cannot be written", errno, isWriting: true)
        }
        self = .file(place)
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        guard let target = Files.target(of: place) else {
          throw PrivateFile(path).failure("cannot be written", errno, isWriting: true)
        }
        place = target.hasPrefix("/") ? target : Self.folder(of: place) + "/" + target
      case S_IFREG:
        self = .file(place)
        return
      case S_IFDIR: throw PrivateFile(path).failure("cannot be written", EISDIR, isWriting: true)
      case S_IFSOCK:
        self = .socket(place)
        return
      default:
        self = .special(place)
        return
      }
    }
    throw PrivateFile(path).failure("cannot be written", ELOOP, isWriting: true)
  }

  /// Whether a regular file is there that would be replaced.
  var isReplaced: Bool {
    guard case .file(let path) = self else { return false }
    return Files.exists(path)
  }

  /// The folder of a file; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func number(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdin": return 0
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default: break
    }
    let folders = ["/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"]
    guard let folder = folders.first(where: path.hasPrefix) else { return nil }
    return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
  }
}
