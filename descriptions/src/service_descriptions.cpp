#include "lockstep/descriptions/service_descriptions.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "lockstep/base/text.h"

#include "discovery_document.h"
#include "json_schema.h"
#include "open_api_document.h"
#include "wire_differences.h"

namespace lockstep::descriptions {
namespace {

namespace fs = std::filesystem;

using sim::Service;

constexpr std::string_view kGoogleFile = "people-v1";
constexpr std::string_view kHubSpotFiles = "hubspot-";

bool is_description(const fs::path& file) {
  const std::string name = file.stem().string();
  return file.extension() == ".json" && (name == kGoogleFile || name.starts_with(kHubSpotFiles));
}

/// nullopt for JSON that describes no API, which may lie in the folder as well.
Result<std::optional<Description>> read_description(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string name = file.stem().string();
  try {
    const Json document = Json::parse(in);
    std::optional<Description> description;
    if (name == kGoogleFile) {
      description = read_discovery_document(name, document);
    } else if (document.contains("openapi")) {
      description = read_open_api_document(name, document);
      allow_wire_differences(*description);
    }
    return description;
  } catch (const std::exception& error) {
    return failure(ErrorKind::invalid_input,
                   "not a service's description: " + std::string(error.what()), file.string());
  }
}

/// HubSpot's paths as its descriptions have them (F2, F21).
std::string described_path(Service service, std::string path) {
  if (service == Service::google) {
    return path;
  }
  path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
  path.insert(path.begin(), '/');
  path.erase(path.find_last_not_of('/') + 1);
  for (const std::string_view written : {"/crm/v3/objects/0-1", "/crm/v3/objects/contact"}) {
    if (path == written || path.starts_with(std::string(written) + "/")) {
      path.replace(0, written.size(), "/crm/v3/objects/contacts");
    }
  }
  return path;
}

/// Paths that are served and described nowhere: Google's token endpoint, consent pages and HTTP
/// batches (G11, G118, G120), HubSpot's consent page and associations of version 3 (F3, F21).
bool is_beside_the_api(Service service, std::string_view path) {
  return service == Service::google ? !path.starts_with("/v1/")
                                    : path.starts_with("/oauth/authorize") ||
                                          (path.starts_with("/crm/v3/objects/contacts/") &&
                                           path.find("/associations/") != std::string_view::npos);
}

/// A script that calls a function is no JSON, whatever it calls it with (G3).
bool is_script(Service service, const Request& request) {
  return service == Service::google && !find_value(request.query, "callback").value_or("").empty();
}

/// Google takes a POST with this header as the method that it names.
Method method_of(Service service, const Request& request) {
  const auto name = find_value(request.headers, "X-HTTP-Method-Override");
  return service == Service::google && request.method == Method::post && name
             ? parse_method(*name).value_or(request.method)
             : request.method;
}

std::string media_type_of(const Response& response) {
  const auto type = find_value(response.headers, "Content-Type");
  return type ? ascii_lower(trim(type->substr(0, type->find(';')))) : std::string();
}

bool fits(const std::string& media_type, const DescribedBody& described) {
  return media_type == described.media_type ||
         (described.media_type == "*/*" && !media_type.empty());
}

}  // namespace

std::string to_string(const AnswerViolation& violation) {
  return std::string(to_string(violation.service)) + ": " + violation.operation + ", " +
         std::to_string(violation.status) +
         (violation.pointer.empty() ? "" : ", " + violation.pointer) + ": " + violation.what;
}

class ServiceDescriptions::Impl {
 public:
  explicit Impl(std::vector<Description> descriptions) : descriptions_(std::move(descriptions)) {}

  /// Collects what is wrong with one answer.
  struct Report {
    AnswerViolation base;
    std::vector<AnswerViolation> violations{};

    void add(std::string what, std::string pointer = {}) {
      violations.push_back(base);
      violations.back().what = std::move(what);
      violations.back().pointer = std::move(pointer);
    }
  };

  std::vector<AnswerViolation> check(Service service, const Request& request,
                                     const Response& response) const {
    const std::string path = described_path(service, request.path);
    const Method method = method_of(service, request);
    if (is_beside_the_api(service, path) || is_script(service, request)) {
      return {};
    }
    Report report{{service, std::string(to_string(method)) + " " + path, response.status, {}, {}}};
    const Description* description = nullptr;
    const DescribedOperation* operation = nullptr;
    for (const Description& each : descriptions_) {
      if (each.service == service && operation == nullptr) {
        operation = find_operation(each, method, path);
        description = operation != nullptr || description == nullptr ? &each : description;
      }
    }
    if (description == nullptr) {
      return {};  // Nothing describes this service.
    }
    if (operation != nullptr) {
      report.base.operation = std::string(to_string(method)) + " " + operation->pattern;
      check_answer(*description, *operation, response, report);
    } else {
      check_refusal(*description, response, report);
    }
    return std::move(report.violations);
  }

 private:
  void check_answer(const Description& description, const DescribedOperation& operation,
                    const Response& response, Report& report) const {
    const auto described = operation.answers.find(response.status);
    if (described != operation.answers.end()) {
      check_body(description, described->second, response, report);
    } else if (response.status >= 400) {
      check_body(description, description.error, response, report);
    } else if (!operation.answers.empty()) {  // Where no success is described, any is one.
      report.add("no description has this status for this operation");
    }
  }

  /// What is at no described path can only be refused.
  void check_refusal(const Description& description, const Response& response,
                     Report& report) const {
    if (response.status < 400) {
      report.add("no description has this operation");
    } else if (description.service == Service::google) {
      if (response.status != 404 || media_type_of(response) != "text/html") {  // G7
        report.add("an unknown path answers 404 with a page");
      }
    } else {
      check_body(description, description.error, response, report);
    }
  }

  void check_body(const Description& description, const DescribedBody& described,
                  const Response& response, Report& report) const {
    if (described.media_type.empty()) {
      if (!response.body.empty()) {
        report.add("an answer with this status has no body");
      }
      return;
    }
    const std::string media_type = media_type_of(response);
    if (!fits(media_type, described)) {
      report.add("the content type is \"" + media_type + "\", not " + described.media_type);
      return;
    }
    const Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    if (body.is_discarded()) {
      report.add("the body is no JSON");
      return;
    }
    for (SchemaViolation& violation : schema(description, described.schema).check(body)) {
      report.add(std::move(violation.what), std::move(violation.pointer));
    }
  }

  const JsonSchema& schema(const Description& description, const std::string& name) const {
    const std::scoped_lock lock(mutex_);
    const std::pair key(&description, name);
    auto found = schemas_.find(key);
    if (found == schemas_.end()) {
      found = schemas_.emplace(key, JsonSchema(description.definitions, name)).first;
    }
    return found->second;
  }

  std::vector<Description> descriptions_;
  mutable std::mutex mutex_;  ///< Of the map; its entries stay where they are.
  mutable std::map<std::pair<const Description*, std::string>, JsonSchema> schemas_;
};

Result<std::shared_ptr<const ServiceDescriptions>> ServiceDescriptions::load(
    const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (is_description(entry.path())) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::vector<Description> descriptions;
  for (const fs::path& file : files) {
    Result<std::optional<Description>> description = read_description(file);
    if (!description) {
      return Failure{description.error()};
    }
    if (*description) {
      descriptions.push_back(std::move(**description));
    }
  }
  for (const Service service : {Service::google, Service::hubspot}) {
    if (std::ranges::count(descriptions, service, &Description::service) == 0) {
      return failure(ErrorKind::not_found,
                     "no description of " + std::string(to_string(service)) + " (" +
                         (service == Service::google ? "people-v1.json" : "hubspot-*.json") + ")",
                     folder.string());
    }
  }
  return std::shared_ptr<const ServiceDescriptions>(
      new ServiceDescriptions(std::make_unique<Impl>(std::move(descriptions))));
}

ServiceDescriptions::ServiceDescriptions(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServiceDescriptions::~ServiceDescriptions() = default;

std::vector<AnswerViolation> ServiceDescriptions::check(Service service, const Request& request,
                                                        const Response& response) const {
  return impl_->check(service, request, response);
}

}  // namespace lockstep::descriptions
