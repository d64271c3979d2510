"""The HTTP endpoints an app calls: Web API, response_urls, uploads and OAuth."""
