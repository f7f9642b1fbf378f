// Reads the bytes as one to four requests (request_text.h) to the fake HubSpot.

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {

Finding hubspot_request(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  return sandbox.send(sim::Service::hubspot, read_requests(sandbox.filled_in(bytes), 4));
}

}  // namespace lockstep::fuzz
