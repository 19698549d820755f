@preconcurrency internal import Glibc

/// What the system is asked about files, by names that are bytes.
///
/// In a text a byte that is no UTF-8 stands as one scalar of the last plane, where nobody has a
/// character; on its way to the system it is that byte again. Refusals are in `errno`.
enum Files {
  static func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    path.withSystemBytes { Glibc.open($0, flags | O_CLOEXEC, mode) }
  }

  /// Nil when there is none, or it cannot be looked at.
  static func status(_ path: String, ofLink: Bool = false) -> stat? {
    var status = stat()
    let result = path.withSystemBytes { ofLink ? lstat($0, &status) : stat($0, &status) }
    return result == 0 ? status : nil
  }

  static func exists(_ path: String) -> Bool { path.withSystemBytes { access($0, F_OK) } == 0 }

  static func makeFolder(_ path: String) -> Bool { path.withSystemBytes { mkdir($0, 0o700) } == 0 }

  static func move(_ path: String, to other: String) -> Bool {
    path.withSystemBytes { from in other.withSystemBytes { rename(from, $0) } } == 0
  }

  static func remove(_ path: String) { _ = path.withSystemBytes { unlink($0) } }

  /// Where a link leads; nil when it is none.
  static func target(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = link.withSystemBytes { readlink($0, &buffer, buffer.count - 1) }
    return count < 0 ? nil : String(systemBytes: buffer)
  }

  /// The names in a folder, nil when it cannot be read.
  static func names(in folder: String) -> [String]? {
    guard let directory = folder.withSystemBytes({ opendir($0) }) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(systemBytes: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The working folder.
  static var currentFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    return getcwd(&buffer, buffer.count) == nil ? "." : String(systemBytes: buffer)
  }

  /// A file by its name as a terminal shows it, with `\u{FFFD}` for each byte that is no UTF-8: the
  /// only one of its folder that looks so; else the path as it is.
  static func seen(_ path: String) -> String {
    guard path.unicodeScalars.contains("\u{FFFD}"), !exists(path) else { return path }
    let folder = WritingPlace.folder(of: path)
    let wanted = path.contains("/") ? String(path.dropFirst(folder.count + 1)) : path
    let found = (names(in: folder) ?? []).filter { $0.shown == wanted }
    return found.count == 1 ? folder + "/" + found[0] : path
  }

  /// A name for SQLite, which takes texts alone: the folder is held open, and named by that.
  static func openName(_ path: String) -> String {
    guard path.hasForeignBytes else { return path }
    let folder = WritingPlace.folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
    let name = path.dropFirst(folder.count + 1)
    return descriptor < 0 ? path : "/proc/self/fd/\(descriptor)/\(name)"
  }
}

/// Words and variables with which the program was started.
enum ProgramStart {
  /// Without the program's name.
  static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { String(systemBytes: $0) }
    }
  }

  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(systemBytes: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      next += 1
    }
    return variables
  }
}

extension String {
  /// A text for bytes that the system has given, ended by 0.
  init(systemBytes pointer: UnsafePointer<CChar>) {
    if let text = String(validatingCString: pointer) {
      self = text
      return
    }
    var bytes = UnsafeBufferPointer(start: pointer, count: strlen(pointer))
      .map { UInt8(bitPattern: $0) }[...]
    self = ""
    while let first = bytes.first {
      let length = (1...4).first { length in
        length <= bytes.count && String(validating: bytes.prefix(length), as: UTF8.self) != nil
      }
      if let length {
        self += String(decoding: bytes.prefix(length), as: UTF8.self)
      } else {
        unicodeScalars.append(Unicode.Scalar(UInt32(0x10_FF00) + UInt32(first)) ?? "\u{FFFD}")
      }
      bytes = bytes.dropFirst(length ?? 1)
    }
  }

  fileprivate var shown: String {
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: unicodeScalars.map { $0.foreignByte == nil ? $0 : "\u{FFFD}" })
    return String(shown)
  }

  /// Whether it stands for bytes that are no UTF-8.
  fileprivate var hasForeignBytes: Bool { unicodeScalars.contains { $0.foreignByte != nil } }

  /// The bytes that it stands for, ended by 0, as long as the body runs.
  fileprivate func withSystemBytes<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
    guard hasForeignBytes else { return withCString(body) }
    var bytes: [CChar] = []
    for scalar in unicodeScalars {
      if let byte = scalar.foreignByte {
        bytes.append(CChar(bitPattern: byte))
      } else {
        bytes += String(scalar).utf8.map { CChar(bitPattern: $0) }
      }
    }
    bytes.append(0)
    return body(bytes)
  }
}

extension Unicode.Scalar {
  fileprivate var foreignByte: UInt8? {
    0x10_FF80...0x10_FFFF ~= value ? UInt8(value - 0x10_FF00) : nil
  }
}
