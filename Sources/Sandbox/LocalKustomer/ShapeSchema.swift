internal import KustomerDestination

extension Shape {
  /// The shape of a whole body as JSON Schema; `allowsNull` says that null takes an attribute away.
  func schema(allowsNull: Bool) -> JSON {
    guard case .object(let members) = self else { return schema }
    return Self.objectSchema(members, allowsNull: allowsNull)
  }

  /// The shape as JSON Schema.
  var schema: JSON {
    switch self {
    case .text(let range): Self.textSchema(range)
    case .eventName:
      [
        "type": "string", "pattern": "^[a-zA-Z]{1}[a-zA-Z0-9-_.]+$", "minLength": 2,
        "maxLength": 255,
      ]
    case .email: ["type": "string", "format": "email"]
    case .phone: ["type": "string", "format": "phone"]
    case .url: ["type": "string", "format": "uri"]
    case .dateTime: ["type": "string", "format": "date-time"]
    case .countryLike: ["type": "string", "minLength": 2, "maxLength": 2]
    case .oneOf(let words): ["type": "string", "enum": .array(words.map(JSON.string))]
    case .boolean: ["type": "boolean"]
    case .number: ["type": "number"]
    case .integer: ["type": "integer"]
    case .array(let element, let limit):
      ["type": "array", "maxItems": .number(String(limit)), "items": element.schema]
    case .object(let members): Self.objectSchema(members)
    case .suffixed(let suffixes, let allowsNull): Self.flatSchema(suffixes, allowsNull)
    }
  }

  private static func textSchema(_ range: ClosedRange<Int>) -> JSON {
    var schema = JSONObject([.init("type", "string")])
    if range.lowerBound > 0 { schema["minLength"] = .number(String(range.lowerBound)) }
    if range.upperBound < Int.max { schema["maxLength"] = .number(String(range.upperBound)) }
    return .object(schema)
  }

  private static func objectSchema(_ members: [Member], allowsNull: Bool = false) -> JSON {
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    let properties = members.map { member in
      JSONObject.Member(
        member.name, orNull(member.shape.schema, allowsNull && !member.isRequired))
    }
    var schema = JSONObject([
      .init("type", "object"), .init("additionalProperties", false),
      .init("properties", .object(JSONObject(properties))),
    ])
    if !required.isEmpty { schema["required"] = .array(required) }
    return .object(schema)
  }

  private static func flatSchema(_ suffixes: [Suffix], _ allowsNull: Bool) -> JSON {
    let patterns = suffixes.map { suffix in
      JSONObject.Member(
        "^[a-zA-Z][a-zA-Z0-9_-]{0,32}\(suffix.rawValue)$",
        orNull(suffix.shape.schema, allowsNull))
    }
    return [
      "type": "object", "maxProperties": 100, "additionalProperties": false,
      "patternProperties": .object(JSONObject(patterns)),
    ]
  }

  private static func orNull(_ schema: JSON, _ allowsNull: Bool) -> JSON {
    allowsNull ? ["anyOf": [schema, ["type": "null"]]] : schema
  }
}
