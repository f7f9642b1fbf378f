#include "google/stored_person.h"

#include <nlohmann/json.hpp>

namespace lockstep::sim::google {

using Json = nlohmann::json;

StoredPerson::StoredPerson(const Json& fields) {
  Json::to_cbor(fields, cbor_);
  cbor_.shrink_to_fit();
}

Json StoredPerson::fields() const { return Json::from_cbor(cbor_); }

std::shared_ptr<const Json> StoredPerson::kept_fields() const {
  std::call_once(decoded_, [this] { kept_ = std::make_shared<const Json>(fields()); });
  return kept_;
}

}  // namespace lockstep::sim::google
