/// What a wrong connector may take hold of, and the tools to do it in a few lines.

#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/transport.h"
#include "lockstep/scenario/builtin_connector.h"

namespace lockstep::mutants {

using Json = nlohmann::json;
using sim::Service;
inline constexpr Service kGoogle = Service::google;
inline constexpr Service kHubSpot = Service::hubspot;

/// A request of the engine on its way out.
class Call {
 public:
  Call(Service service, Request request);

  Service service;
  Request request;
  std::string operation;  ///< "people.updateContact"; "" for one that no defect is about.

  /// Set: the request does not leave, and this is what the engine is told.
  std::optional<Response> answer{};
  /// How often it is sent; the last answer counts.
  int times = 1;

  [[nodiscard]] bool is(std::string_view name) const { return operation == name; }
  /// Creates or updates contacts there, singly or in batches.
  [[nodiscard]] bool is_write() const;
  [[nodiscard]] bool is_create() const;
  [[nodiscard]] bool is_update() const;

  /// The body as JSON; null if there is none.
  [[nodiscard]] Json body() const;
  void set_body(const Json& body) { request.body = body.dump(); }

  /// Changes each person that a write to Google sends. Of an update only the fields in its mask are
  /// there.
  void each_person(const std::function<void(Json& person)>& change);
  /// Changes the properties of each contact that a write to HubSpot sends.
  void each_properties(const std::function<void(Json& properties)>& change);

  /// The query parameter, or "".
  [[nodiscard]] std::string query(std::string_view name) const;
  void set_query(std::string_view name, std::string value);
  /// Makes an update of one person write this field, too.
  void write_also(std::string_view field);
};

/// Null for what is no JSON.
[[nodiscard]] Json parsed(const std::string& text);

/// Changes each person in an answer of Google's, whatever the operation.
void each_person(Response& response, const std::function<void(Json& person)>& change);
/// Changes each contact in an answer of HubSpot's; its "properties" are inside.
void each_contact(Response& response, const std::function<void(Json& contact)>& change);
/// Removes those for which `gone` says so from the lists of an answer, of either service.
void drop_from_lists(Response& response, const std::function<bool(const Json& record)>& gone);

/// The text at a path of keys and indexes ("names", 0, "givenName"), or "".
template <class... Keys>
[[nodiscard]] std::string text_at(const Json& json, const Keys&... keys);

/// A pass from outside the engine, with a client of its own.
class Pass {
 public:
  Pass(std::filesystem::path config, Transport& hubspot, Transport& google,
       const std::map<Service, std::string>& tokens, int pass)
      : number(pass),
        config_(std::move(config)),
        hubspot_(&hubspot),
        google_(&google),
        tokens_(&tokens) {}

  int number;  ///< From 1, of the scenario.

  [[nodiscard]] Json config() const;
  void set_config(const Json& config) const;
  [[nodiscard]] std::filesystem::path state_dir() const;
  /// Changes a report, if there is one. @param name  "health.json"
  void edit_report(const char* name, const std::function<void(Json& report)>& change) const;

  /// Sends with the access token that the engine used last; its answer, or null.
  // NOLINTNEXTLINE(modernize-use-nodiscard): most send for the effect alone.
  Json send(Service service, Method method, const std::string& target,
            const Json& body = nullptr) const;

  /// Both ids of every record of health.json that has both and is in this state ("" for any).
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(
      std::string_view state = "in_sync") const;
  /// Ids of the records with this reason, "" where there is none on a side.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> with_reason(
      std::string_view reason) const;
  [[nodiscard]] Json contact(const std::string& hubspot_id) const;  ///< Its properties, or null.
  [[nodiscard]] Json person(const std::string& google_id) const;
  void update_contact(const std::string& hubspot_id, const Json& properties) const;
  /// Replaces one field of a person, with a fresh etag.
  void update_person(const std::string& google_id, const char* field, const Json& items) const;

  /// Writes a contact, or one of its fields, with what it has.
  void rewrite_contact(const std::string& hubspot_id, const char* property) const;
  void rewrite_person(const std::string& google_id) const;
  /// Creates a contact in Google with the first name and email of one of HubSpot's, if that exists.
  void copy_to_google(const std::string& hubspot_id) const;
  void archive_contact(const std::string& hubspot_id) const;
  void trash_person(const std::string& google_id) const;

  /// Empties the state directory.
  void forget() const;

 private:
  std::filesystem::path config_;
  Transport* hubspot_;
  Transport* google_;
  const std::map<Service, std::string>* tokens_;
};

/// One defect. Every member may be empty.
struct Defect {
  std::function<void(Json& config)> config{};  ///< Of each pass, before the engine reads it.
  std::function<void(Pass& pass)> before{};
  std::function<void(Call& call)> outgoing{};
  /// In place of sending: sends by itself, as often as it likes.
  std::function<Result<Response>(Call& call, Transport& world)> around{};
  std::function<void(const Call& call, Response& response)> incoming{};
  std::function<void(Pass& pass)> after{};
  bool never_waits = false;
};

// Defects that many mutants share.

/// Every connection's settings are changed.
[[nodiscard]] Defect with_settings(std::function<void(Json& connection)> change);
/// Writes to a service are changed; of Google's the person, of HubSpot's the properties.
[[nodiscard]] Defect writing(Service service, std::function<void(Json& record)> change);
/// What is read of a service is changed; of Google's the person, of HubSpot's the contact.
[[nodiscard]] Defect reading(Service service, std::function<void(Json& record)> change);
/// Records are not seen in lists.
[[nodiscard]] Defect blind_to(Service service, std::function<bool(const Json& record)> gone);
/// Something is done after passes, from this one on.
[[nodiscard]] Defect after_passes(int first, std::function<void(Pass& pass)> act);

/// A request whose answer fits is changed, and sent once more.
[[nodiscard]] Defect sending_again(
    std::function<bool(const Call& call, const Result<Response>& answer)> fits,
    std::function<void(Call& call)> change);
/// Without the email, of contacts that are written to HubSpot.
void drop_email(Call& call);

/// What a request is answered with that is not sent: nothing happened.
[[nodiscard]] Response refusal(int status);
/// What an update is answered with that is not sent, although it says so.
[[nodiscard]] Response pretence(const Call& call);
/// A report is changed after each pass.
[[nodiscard]] Defect reporting(const char* name, std::function<void(Json& report)> change);
/// Each record of health.json is changed.
[[nodiscard]] Defect reporting_records(std::function<void(Json& record)> change);

template <class... Keys>
std::string text_at(const Json& json, const Keys&... keys) {
  const Json* at = &json;
  const auto step = [&](const auto& key) {
    if (at == nullptr) {
      return;
    }
    if constexpr (std::is_integral_v<std::decay_t<decltype(key)>>) {
      at = at->is_array() && static_cast<std::size_t>(key) < at->size()
               ? &(*at)[static_cast<std::size_t>(key)]
               : nullptr;
    } else {
      at = at->is_object() && at->contains(key) ? &at->at(key) : nullptr;
    }
  };
  (step(keys), ...);
  return at != nullptr && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace lockstep::mutants
