curl https://api.segment.io/v1/batch \
  -X POST \
  --data-raw $'{"batch":[{"type":"track","event":"it\'s \\u00e9","userId":"u"}],"writeKey":"k"}'
curl --request POST --url https://events.eu1.segmentapis.com/v1/t --header 'authorization: Basic d2s6' --data "{\"userId\":\"u\",\"event\":\"E \$x\"}"
curl -X POST "http://localhost:8080/v1/page" -H "Content-Type: application/json" -u "$WK:" --data '{"userId":"u","name":"x"}' | jq .
curl -X POST https://api.segment.io/v1/track -d @file.json
curl https://example.com/
