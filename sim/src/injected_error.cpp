#include "injected_error.h"

#include <string>
#include <string_view>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/sim/error_catalogue.h"

namespace lockstep::sim {
namespace {

std::string hex_digits(std::uint64_t number, std::size_t count) {
  const std::string digits = to_hex(number);
  const std::string padded = std::string(16 - digits.size(), '0') + digits;
  return padded.substr(16 - count);
}

/// Recent correlation ids are UUIDs of version 7: milliseconds first, then chance (F67).
std::string make_correlation_id(Instant now, Random& random) {
  const std::string time = hex_digits(static_cast<std::uint64_t>(to_epoch_ms(now)), 12);
  const std::uint64_t high = random.next();
  const std::uint64_t low = random.next();
  return time.substr(0, 8) + "-" + time.substr(8) + "-7" + hex_digits(high, 3) + "-" +
         hex_digits(0x8000U | (low >> 50U), 4) + "-" + hex_digits(low, 12);
}

void replace_all(std::string& text, std::string_view placeholder, const std::string& value) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size())) {
    text.replace(at, placeholder.size(), value);
  }
}

std::string content_type(Service service, std::string_view body) {
  if (body.starts_with("<")) {
    return "text/html; charset=UTF-8";
  }
  return service == Service::google ? "application/json; charset=UTF-8"
                                    : "application/json;charset=utf-8";
}

void add_header(Headers& headers, std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon != std::string_view::npos) {
    headers.emplace(line.substr(0, colon), line.substr(colon + 2));
  }
}

}  // namespace

Response injected_error(const AnswerError& fault, Service service, Instant now, Random& random) {
  Response response{fault.status, fault.headers, fault.body};
  if (!fault.error_id.empty()) {
    const CataloguedError* const error = find_error(fault.error_id);
    LOCKSTEP_ASSERT(error != nullptr);
    response.status = error->status;
    response.body = error->body;
    add_header(response.headers, error->extra_header);
  }
  const std::string correlation_id = make_correlation_id(now, random);
  replace_all(response.body, "{correlation_id}", correlation_id);
  replace_all(response.body, "{now}", format_timestamp(now));
  if (service == Service::hubspot) {
    response.headers.emplace("X-HubSpot-Correlation-Id", correlation_id);
  }
  if (!response.body.empty()) {
    response.headers.emplace("Content-Type", content_type(service, response.body));
  }
  return response;
}

}  // namespace lockstep::sim
