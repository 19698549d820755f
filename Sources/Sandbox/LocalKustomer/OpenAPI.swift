internal import KustomerDestination

extension Route {
  /// What the sandbox serves, as OpenAPI 3.1, derived from the routes and their shapes.
  static let openAPI: JSON = [
    "openapi": "3.1.0",
    "info": [
      "title": "Kustomer, as far as the sandbox serves it", "version": "1",
      "description": "Made from the routes that answer; see also /sandbox/log, /faults, /clock.",
    ],
    "components": ["securitySchemes": ["key": ["type": "http", "scheme": "bearer"]]],
    "paths": .object(paths),
  ]

  private static var paths: JSONObject {
    var paths = JSONObject()
    for route in all {
      let path = "/" + route.template.joined(separator: "/")
      var item = paths[path]?.objectValue ?? JSONObject()
      item[route.method.lowercased()] = .object(route.operation)
      paths[path] = .object(item)
    }
    return paths
  }

  private var operation: JSONObject {
    let named = template.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    let parameters =
      named.map { Self.parameter($0, in: "path") } + query.map { Self.parameter($0, in: "query") }
    var operation = JSONObject([
      .init("summary", .string(summary)),
      .init("security", [["key": .array(roles.map(JSON.string))]]),
      .init("parameters", .array(parameters)),
    ])
    operation["requestBody"] = body.map { shape in
      ["required": true, "content": ["application/json": ["schema": shape.schema]]]
    }
    operation["responses"] = .object(
      JSONObject(
        ([status] + errorStatuses).map { code in
          .init(String(code), ["description": .string(code < 300 ? "done" : "refused")])
        }))
    return operation
  }

  private var errorStatuses: [Int] {
    [401, 403, 429] + (body == nil ? [] : [400, 413])
      + (template.contains("{customer}") ? [404] : [])
  }

  private static func parameter(_ name: String, in place: String) -> JSON {
    [
      "name": .string(name), "in": .string(place), "required": .bool(place == "path"),
      "schema": ["type": "string"],
    ]
  }
}

extension Shape {
  /// The shape as JSON Schema.
  var schema: JSON {
    switch self {
    case .text(let range): Self.textSchema(range)
    case .eventName:
      ["type": "string", "pattern": "^[a-zA-Z]{1}[a-zA-Z0-9-_.]+$", "maxLength": 255]
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
    case .suffixed(let suffixes, _): Self.flatSchema(suffixes)
    }
  }

  private static func textSchema(_ range: ClosedRange<Int>) -> JSON {
    var schema = JSONObject([.init("type", "string")])
    if range.lowerBound > 0 { schema["minLength"] = .number(String(range.lowerBound)) }
    if range.upperBound < Int.max { schema["maxLength"] = .number(String(range.upperBound)) }
    return .object(schema)
  }

  private static func objectSchema(_ members: [Member]) -> JSON {
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    var schema = JSONObject([
      .init("type", "object"), .init("additionalProperties", false),
      .init("properties", .object(JSONObject(members.map { .init($0.name, $0.shape.schema) }))),
    ])
    if !required.isEmpty { schema["required"] = .array(required) }
    return .object(schema)
  }

  private static func flatSchema(_ suffixes: [Suffix]) -> JSON {
    let patterns = suffixes.map { suffix in
      JSONObject.Member("^[a-zA-Z][a-zA-Z0-9_-]{0,32}\(suffix.rawValue)$", suffix.shape.schema)
    }
    return [
      "type": "object", "maxProperties": 100, "additionalProperties": false,
      "patternProperties": .object(JSONObject(patterns)),
    ]
  }
}
