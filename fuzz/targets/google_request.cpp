// Reads the bytes as one to four requests (request_text.h) to the fake Google.

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {

Finding google_request(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  return sandbox.send(sim::Service::google, read_requests(sandbox.filled_in(bytes), 4));
}

}  // namespace lockstep::fuzz
