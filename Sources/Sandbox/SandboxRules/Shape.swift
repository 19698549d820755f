internal import KustomerDestination

/// What a JSON value must be.
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
  /// What `source.parameter` names: where it is, as in `emails[0].email`; of a member that is not
  /// known its bare key, as in recorded answers.
  var parameter: String
  var title = "Bad Parameter"
  var detail: String

  init(_ place: ValuePlace, _ problem: String) {
    parameter = place.path.isEmpty ? "body" : place.path
    detail = problem
  }

  /// A member that is not known, of an object at that place.
  init(unknown key: String, in place: ValuePlace) {
    parameter = key
    title = "Additional properties not allowed"
    detail = place.schema + "/additionalProperties"
  }
}

/// Where a value stands: in the body, and in the schema that Kustomer checks it against.
struct ValuePlace: Sendable, Hashable {
  /// As in `emails[0].email`; empty for the body itself.
  var path = ""
  /// As in `/properties/emails/items`.
  var schema = ""

  func member(_ name: String) -> ValuePlace {
    ValuePlace(
      path: path.isEmpty ? name : path + "." + name, schema: schema + "/properties/" + name)
  }

  func element(_ number: Int) -> ValuePlace {
    ValuePlace(path: "\(path)[\(number)]", schema: schema + "/items")
  }
}
