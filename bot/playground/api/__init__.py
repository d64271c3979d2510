"""The HTTP endpoints an app calls: Web API, response_url, uploads, OAuth."""
