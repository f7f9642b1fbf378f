/// The fields of a contact as they are kept: a tenth of the memory that JSON values take.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace lockstep::sim::google {

/// Never changes, and may be read by several threads.
class StoredPerson {
 public:
  explicit StoredPerson(const nlohmann::json& fields);

  /// The fields, decoded anew.
  [[nodiscard]] nlohmann::json fields() const;

  /// The fields, decoded once and then kept: for those who look at every contact, again and again.
  [[nodiscard]] std::shared_ptr<const nlohmann::json> kept_fields() const;

 private:
  std::string cbor_;
  mutable std::once_flag decoded_;
  mutable std::shared_ptr<const nlohmann::json> kept_;
};

}  // namespace lockstep::sim::google
