[[SEGAnalytics sharedAnalytics] screen:@"Home"
properties:@{ @"kustomer_session_id": @"abc123" }];
