/// The rows of an event's meta while they are collected: no key twice, at most 100 keys.
struct MetaRows {
  static let limit = 100

  /// What a taken key is told from others by.
  struct Entry {
    var signature: UInt64
    var suffix: MetaKey.Suffix
    /// Where the base can be read: a node and its first bytes, or a text.
    var base: Base

    enum Base {
      case key(Int, length: Int)
      case text(String)
    }

    init(of key: Int, length: Int, _ suffix: MetaKey.Suffix, in document: JSONView) {
      signature = document.bytes.signature(at: Int(document.nodes[key].start), length: length)
      self.suffix = suffix
      base = .key(key, length: length)
    }

    init(of key: MetaKey) {
      var text = key.base
      signature = text.withUTF8 { $0.signature(at: 0, length: $0.count) }
      suffix = key.suffix
      base = .text(key.base)
    }

    func text(in document: JSONView) -> String {
      switch base {
      case .key(let key, let length):
        String(decoding: document.raw(key).prefix(length), as: UTF8.self)
      case .text(let text): text
      }
    }
  }

  private(set) var rows: [Row] = []
  private var taken: [Entry] = []
  /// Keys that properties may take; fewer than 100 when places are reserved.
  let room: Int

  init(room: Int) {
    self.room = room
    rows.reserveCapacity(16)
    taken.reserveCapacity(16)
  }

  var isFull: Bool { taken.count >= room }

  /// Whether a key is taken.
  func holds(_ entry: Entry, _ document: JSONView) -> Bool {
    for other in taken where other.signature == entry.signature && other.suffix == entry.suffix {
      if other.text(in: document) == entry.text(in: document) { return true }
    }
    return false
  }

  /// Adds the row of a key that is not taken yet.
  mutating func add(_ row: Row, _ entry: Entry) {
    rows.append(row)
    taken.append(entry)
  }
}
