analytics.identify('userId123', {
  email: 'john.doe@example.com'
});
