# The files of the fake Google: paths from sim/.
set(google_headers)
set(google_sources)
set(google_tests)
