internal import CallFormats
internal import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    Input(
      "tracks",
      "id,received_at,user_id,anonymous_id,event,event_text,plan,price,vip,context_locale,context_page_url,uuid_ts\n"
        + "m1,2024-01-02T03:04:05Z,u,v,registered,Registered,\"Pro, Annual\",19.90,true,de-DE,https://a.b/,x\n",
      [
        #"2 {"type":"track","messageId":"m1","receivedAt":"2024-01-02T03:04:05Z","userId":"u","anonymousId":"v","event":"Registered","properties":{"plan":"Pro, Annual","price":19.90,"vip":true},"context":{"locale":"de-DE","page":{"url":"https://a.b/"}}}"#
      ]),
    Input(
      "pages", "anonymous_id;name;category;title;url\nv;Pricing;;Segment Pricing;https://a.b\n",
      [
        #"2 {"type":"page","anonymousId":"v","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://a.b"}}"#
      ]),
    Input(
      "a write key", "user_id,event,writeKey,write_key\nu,A,S,S\n",
      [#"2 {"type":"track","userId":"u","event":"A"}"#]),
    Input("screens", "user_id,name\nu,42\n", [#"2 {"type":"screen","userId":"u","name":"42"}"#]),
    Input(
      "identifies", "user_id\temail\tfirst_name\tcontext_traits_age\nu\ta@b.c\tJo\t7",
      [
        #"2 {"type":"identify","userId":"u","traits":{"email":"a@b.c","first_name":"Jo"},"context":{"traits":{"age":7}}}"#
      ]),
    Input(
      "a type in each row", "type,user_id,event\nTrack,u,A\npage,u,\ngroup,u,\n",
      [
        #"2 {"type":"track","userId":"u","event":"A"}"#, #"3 {"type":"page","userId":"u"}"#,
        #"4 {"type":"group","userId":"u"}"#,
      ]),
    Input(
      "a type that is none, and a row without one",
      "type,user_id,event,plan\nIdentifiy,u,x,Pro\n,u,A,\n",
      [
        #"2 {"type":"Identifiy","userId":"u","event":"x","properties":{"plan":"Pro"}}"#,
        #"3 {"type":"track","userId":"u","event":"A"}"#,
      ]),
    Input(
      "a property of that name in a warehouse's table",
      "user_id,event_text,type\nu,A,premium\nu,A,group\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"type":"premium"}}"#,
        #"3 {"type":"group","userId":"u","event":"A"}"#,
      ]),
    Input(
      "columns that name their place",
      "type,userId,event,properties.plan,context.page.url\ntrack,u,A,Pro,https://a.b/\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"plan":"Pro"},"context":{"page":{"url":"https://a.b/"}}}"#
      ]),
    Input(
      "traits by their place", "userId,traits.plan\nu,Pro\n",
      [#"2 {"type":"identify","userId":"u","traits":{"plan":"Pro"}}"#]),
    Input(
      "quotes and line breaks",
      "user_id,event,\"note\"\r\nu,A,\"say \"\"hi\"\"\r\nnow\"\r\nu,B,a\"b\r\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"note":"say \"hi\"\r\nnow"}}"#,
        #"4 {"type":"track","userId":"u","event":"B","properties":{"note":"a\"b"}}"#,
      ]),
    Input(
      "kinds of value",
      "user_id,event,a,b,c,d,e,kustomer_session_id\nu,A,[1],007,\"{\"\"x\"\":1}\",-1.50e3,1 2,12\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"a":[1],"b":"007","c":{"x":1},"d":"-1.50e3","e":"1 2","kustomer_session_id":"12"}}"#
      ]),
    Input(
      "blank lines and empty cells", "\n\nuser_id,event,a\n\nu,A,\n   \n",
      [#"5 {"type":"track","userId":"u","event":"A"}"#]),
    Input("a header alone", "user_id,event", []),
    Input(
      "times of BigQuery", "user_id,event,timestamp\nu,A,2024-01-02 03:04:05.123 UTC\n",
      [#"2 {"type":"track","userId":"u","event":"A","timestamp":"2024-01-02 03:04:05.123 UTC"}"#]),
    Input(
      "names as people and Snowflake write them",
      "ANONYMOUS_ID,USER_ID,Event Text,Original Timestamp,CONTEXT_PAGE_URL,Plan\nv,u,A,2024-01-02T03:04:05Z,https://a.b,pro\n",
      [
        #"2 {"type":"track","anonymousId":"v","userId":"u","event":"A","originalTimestamp":"2024-01-02T03:04:05Z","properties":{"Plan":"pro"},"context":{"page":{"url":"https://a.b"}}}"#
      ]),
    Input(
      "null markers", "user_id,anonymous_id,event,plan\n\\N,v,A,\\N\nNULL,v,A,NULL\n",
      [
        #"2 {"type":"track","anonymousId":"v","event":"A"}"#,
        #"3 {"type":"track","anonymousId":"v","event":"A","properties":{"plan":"NULL"}} ! null_marker"#,
      ]),
    Input(
      "columns that hold JSON",
      "type,user_id,event,properties,context,plan\ntrack,u,A,\"{\"\"kustomer_session_id\"\":\"\"s1\"\"}\",\"{\"\"locale\"\":\"\"de\"\"}\",pro\ntrack,u,B,none,,\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"plan":"pro","kustomer_session_id":"s1"},"context":{"locale":"de"}}"#,
        #"3 {"type":"track","userId":"u","event":"B","properties":{"properties":"none"}}"#,
      ]),
    Input(
      "the users table", "id,email,name\nu1,a@b.c,Ann\n",
      [#"2 {"type":"identify","userId":"u1","traits":{"email":"a@b.c","name":"Ann"}}"#]),
    Input(
      "an address over columns",
      "user_id,email,address_city,address_postal_code\nu,a@b.c,Bonn,53111\n",
      [
        #"2 {"type":"identify","userId":"u","traits":{"email":"a@b.c","address":{"city":"Bonn","postalCode":53111}}}"#
      ]),
    Input(
      "numbers as programs write them", "user_id,event,a,b,c\n42,A,1E5,12.50,007\n",
      [
        #"2 {"type":"track","userId":"42","event":"A","properties":{"a":"1E5","b":12.50,"c":"007"}}"#
      ]),
    Input(
      "a header that stands twice", "user_id,event,plan,plan,userId\nu,A,x,y,\nu,A,x,,w\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"plan":"y"}} ! duplicate_key ! duplicate_key"#,
        #"3 {"type":"track","userId":"w","event":"A","properties":{"plan":"x"}} ! duplicate_key ! duplicate_key"#,
      ]),
    Input(
      "a cell under no name", "user_id,event,\nu,A,x\n",
      [#"2 {"type":"track","userId":"u","event":"A"} ! unread_member"#]),
    Input(
      "names that say their depth", "user_id,event,shipping.address.city\nu,A,Bonn\n",
      [
        #"2 {"type":"track","userId":"u","event":"A","properties":{"shipping":{"address":{"city":"Bonn"}}}}"#
      ]),
    Input(
      "empty columns at the end", "user_id,event,,\nu,A,,\n",
      [#"2 {"type":"track","userId":"u","event":"A"}"#]),
  ])
  func `a table's rows become calls`(_ input: Input) throws {
    for size in [1, 7, 65_536] {
      #expect(try records(of: input.text, chunk: size) == input.records, "chunks of \(size)")
    }
  }

  @Test(arguments: [
    Input(
      "too few cells", "user_id,event\nu\nu,A\n",
      [
        "2! line 2, column 1: the row has 1 cells, the header 2",
        #"3 {"type":"track","userId":"u","event":"A"}"#,
      ]),
    Input(
      "something behind a quote", "user_id,event\nu,\"A\"B\nu,A\n",
      [
        "2! line 2, column 6: something stands behind a closing quote; double quotes inside a cell",
        #"3 {"type":"track","userId":"u","event":"A"}"#,
      ]),
    Input(
      "a quote behind a quoted cell", "user_id,event\nu,\"A\" \"B\"\nu,A\n",
      [
        "2! line 2, column 6: something stands behind a closing quote; double quotes inside a cell",
        #"3 {"type":"track","userId":"u","event":"A"}"#,
      ]),
    Input(
      "a quote that does not end", "user_id,event\nu,\"A\nu,B\n",
      [
        "2! line 2, column 3: the quote of this cell does not end",
        #"3 {"type":"track","userId":"u","event":"B"}"#,
      ]),
  ])
  func `a wrong row names its place and the rest is read`(_ input: Input) throws {
    for size in [1, 7, 65_536] {
      #expect(try records(of: input.text, chunk: size) == input.records, "chunks of \(size)")
    }
  }

  @Test(arguments: ["event,plan\nA,pro\n", "email;plan\na@b.c;pro\n", "Name\tCity\nAnn\tBonn\n"])
  func `a table that names nobody is refused in one sentence`(_ text: String) throws {
    for size in [1, 65_536] {
      #expect(throws: InputRefusal.namelessTable) { try records(of: text, chunk: size) }
    }
    let sentence = InputRefusal.namelessTable.description
    #expect(sentence.contains("column user_id or anonymous_id") && sentence.contains("--user-id"))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["\"a\n", "\"\"\"\n", "\",", "\"\",\"", ",\n", "\"\""])
  func `the work grows with the length of the text alone`(_ part: String) throws {
    let text = "user_id,event\n" + String(repeating: part, count: (1 << 17) / part.utf8.count)
    _ = try records(of: text, chunk: 65_536)
  }
}
