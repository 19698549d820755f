internal import Console
internal import Dispatch
internal import Glibc
internal import Synchronization
internal import Terminal

/// Looks after the folder of themes and posts the theme in use anew whenever a file there changes.
///
/// It sleeps until the system says so: nothing wakes up while nothing changes. A class because the
/// source calls back into it for as long as the console runs.
final class ThemeWatch {
  private let source: any DispatchSourceRead

  /// Nil when the folder is not there, or the system does not watch it.
  init?(_ places: Places, theme: ThemeInUse, mailbox: Mailbox<Message>) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { return nil }
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE)
    guard inotify_add_watch(descriptor, places.themes, events) >= 0 else {
      close(descriptor)
      return nil
    }
    source = DispatchSource.makeReadSource(
      fileDescriptor: descriptor, queue: DispatchQueue(label: "themes"))
    source.setEventHandler {
      var events = [UInt8](repeating: 0, count: 4_096)
      while Glibc.read(descriptor, &events, events.count) > 0 {}
      mailbox.post(Self.message(places, theme.name))
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit { source.cancel() }

  private static func message(_ places: Places, _ theme: String) -> Message {
    do {
      return .themeRead(try places.themeLibrary().theme(named: theme))
    } catch {
      return .failed(sentence(of: error))
    }
  }
}

/// The name of the theme that is drawn with.
///
/// A class because the engine changes it and the watch reads it.
final class ThemeInUse: Sendable {
  private let current: Mutex<String>

  init(_ name: String) { current = Mutex(name) }

  var name: String {
    get { current.withLock(\.self) }
    set { current.withLock { $0 = newValue } }
  }
}
