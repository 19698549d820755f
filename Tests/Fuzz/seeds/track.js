analytics.track("Registered", {
  plan: "Pro Annual",
  accountType: "Facebook",
  kustomer_session_id:"abc123"
});
