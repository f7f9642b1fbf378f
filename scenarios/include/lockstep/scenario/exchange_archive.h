/// HTTP Archives of exchanges that are known from an event stream alone.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

namespace lockstep::scenario {

/// An exchange as the journal had it.
struct ArchivedExchange {
  std::uint64_t sequence = 0;
  Instant at{};
  std::string service;  ///< "hubspot" or "google".
  std::string operation;
  Request request;
  std::optional<Response> response;  ///< Also one that was lost.
  std::string outcome;               ///< "response", "lost" or "truncated".
  int times_delivered = 0;
  std::string fault;  ///< "" for none.
};

/// One HAR 1.2 document, in the form of the journal's own (`GET …/journal?format=har`) and of the
/// evidence of a certificate: the same exchanges, the same bytes. What is of neither service is
/// left out.
[[nodiscard]] std::string to_har(std::span<const ArchivedExchange> exchanges);

}  // namespace lockstep::scenario
