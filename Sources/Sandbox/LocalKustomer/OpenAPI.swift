internal import KustomerDestination

extension Route {
  /// What the sandbox serves, as OpenAPI 3.1, derived from the routes and their shapes.
  static let openAPI: JSON = [
    "openapi": "3.1.0",
    "info": [
      "title": "Kustomer, as far as the sandbox serves it", "version": "1",
      "description": "Made from the routes that answer; the paths outside /v1 are the sandbox's.",
    ],
    "components": [
      "securitySchemes": ["key": ["type": "http", "scheme": "bearer"]],
      "schemas": ["Errors": errors],
    ],
    "paths": .object(paths),
  ]

  /// Both of Kustomer's shapes.
  private static let errors: JSON = [
    "type": "object", "required": ["errors"],
    "properties": [
      "errors": [
        "type": "array", "minItems": 1,
        "items": [
          "type": "object", "required": ["code"],
          "properties": [
            "code": ["type": "string"], "message": ["type": "string"], "meta": ["type": "object"],
            "status": ["type": "integer"], "title": ["type": "string"],
            "detail": ["type": "string"],
            "source": ["type": "object", "properties": ["parameter": ["type": "string"]]],
          ],
        ],
      ]
    ],
  ]

  private static var paths: JSONObject {
    var paths = JSONObject()
    func add(_ method: String, _ path: String, _ operation: JSONObject) {
      var item = paths[path]?.objectValue ?? JSONObject()
      item[method.lowercased()] = .object(operation)
      paths[path] = .object(item)
    }
    for route in all {
      add(route.method, "/" + route.template.joined(separator: "/"), route.operation)
    }
    for route in ControlRoute.all { add(route.method, route.path, route.operation) }
    return paths
  }

  private var operation: JSONObject {
    let named = template.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    var operation = JSONObject([
      .init("summary", .string(summary)), .init("tags", ["Kustomer"]),
      .init("security", [["key": .array(roles.map(JSON.string))]]),
    ])
    operation.describe(
      pathParameters: named, query: query, body: body?.schema(allowsNull: allowsNull))
    var responses = JSONObject([.init(String(status), yields.response)])
    for code in errorStatuses { responses[String(code)] = .refusal }
    operation["responses"] = .object(responses)
    return operation
  }

  /// A server's trouble and a locked file may be met everywhere; they are no part of the contract.
  private var errorStatuses: [Int] {
    ([400, 401, 429] + (roles.isEmpty ? [] : [403]) + (body == nil ? [] : [413]) + refusals)
      .sorted()
  }
}

extension Route.Yield {
  fileprivate var response: JSON {
    switch self {
    case .nothing: ["description": "done"]
    case .resource(let type): .done(["data": Self.schema(of: type)])
    case .list(let type):
      .done([
        "meta": ["type": "object"], "links": ["type": "object"],
        "data": ["type": "array", "maxItems": 100, "items": Self.schema(of: type)],
      ])
    }
  }

  private static func schema(of type: String) -> JSON {
    [
      "type": "object", "required": ["type", "id", "attributes"],
      "properties": [
        "type": ["const": .string(type)],
        "id": ["type": "string", "pattern": "^[0-9a-f]{24}$"],
        "attributes": ["type": "object"], "relationships": ["type": "object"],
        "links": ["type": "object"],
      ],
    ]
  }
}

extension ControlRoute {
  fileprivate var operation: JSONObject {
    var operation = JSONObject([
      .init("summary", .string(summary)), .init("tags", ["Sandbox"]), .init("security", []),
    ])
    operation.describe(
      pathParameters: [], query: query, body: body?.schema(allowsNull: true))
    operation["responses"] = [
      "200": ["description": "done"], "400": .refusal, "403": .refusal,
    ]
    return operation
  }
}

extension JSON {
  fileprivate static let refusal: JSON = [
    "description": "refused",
    "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Errors"]]],
  ]

  fileprivate static func done(_ properties: JSON) -> JSON {
    [
      "description": "done",
      "content": [
        "application/json": [
          "schema": ["type": "object", "required": ["data"], "properties": properties]
        ]
      ],
    ]
  }
}

extension JSONObject {
  fileprivate mutating func describe(pathParameters: [String], query: [String], body: JSON?) {
    func parameter(_ name: String, in place: String) -> JSON {
      [
        "name": .string(name), "in": .string(place), "required": .bool(place == "path"),
        "schema": ["type": "string"],
      ]
    }
    self["parameters"] = .array(
      pathParameters.map { parameter($0, in: "path") } + query.map { parameter($0, in: "query") })
    self["requestBody"] = body.map { schema in
      ["required": true, "content": ["application/json": ["schema": schema]]]
    }
  }
}
