internal import KustomerDestination

/// What a JSON value must be; the check and the OpenAPI text come from this one description.
indirect enum Shape: Sendable {
  /// A string of that many Unicode scalars.
  case text(ClosedRange<Int>)
  case eventName
  case email
  case phone
  /// An absolute http(s) URL.
  case url
  /// RFC 3339 with an offset.
  case dateTime
  /// Two letters.
  case countryLike
  case oneOf([String])
  case boolean
  case number
  case integer
  case array(of: Shape, atMost: Int)
  /// Members that are not listed are refused.
  case object([Member])
  /// A flat object of at most 100 members whose names end in one of those suffixes.
  case suffixed([Suffix], allowsNull: Bool)

  struct Member: Sendable {
    var name: String
    var shape: Shape
    var isRequired = false

    init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
    }
  }

  /// A name's end that says the value's type.
  enum Suffix: String, Sendable {
    case str = "Str"
    case txt = "Txt"
    case num = "Num"
    case bool = "Bool"
    case at = "At"
    case url = "Url"

    var shape: Shape {
      switch self {
      case .str, .txt: .text(0...1_024)
      case .num: .number
      case .bool: .boolean
      case .at: .dateTime
      case .url: .url
      }
    }
  }
}

/// One thing that is wrong with a body.
struct Violation: Sendable, Hashable {
  /// Where: `emails[0].email`.
  var path: String
  var problem: String
}
