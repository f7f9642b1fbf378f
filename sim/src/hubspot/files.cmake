# The files of the fake HubSpot: paths from sim/.
set(hubspot_headers)
set(hubspot_sources)
set(hubspot_tests)
