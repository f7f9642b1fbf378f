#include "open_api_document.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "strict_schema.h"

namespace lockstep::descriptions {
namespace {

std::optional<Method> method_of(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char letter) {
    return static_cast<char>(std::toupper(letter));
  });
  return parse_method(name);
}

/// What a response object allows. Its schema is always a reference.
DescribedBody body_of(const Json& response) {
  const auto content = response.find("content");
  if (content == response.end() || content->empty()) {
    return {};
  }
  const std::string reference = content->front().at("schema").value("$ref", "");
  return {content->begin().key(), reference.substr(reference.rfind('/') + 1)};
}

}  // namespace

Description read_open_api_document(std::string name, const Json& document) {
  Description description;
  description.name = std::move(name);
  description.service = sim::Service::hubspot;
  description.definitions = strict_definitions(document.at("components").at("schemas"));
  description.error = body_of(document.at("components").at("responses").at("Error"));
  for (const auto& [path, methods] : document.at("paths").items()) {
    for (const auto& [verb, described] : methods.items()) {
      const std::optional<Method> method = method_of(verb);
      if (!method) {
        continue;  // "parameters" and alike stand beside the methods.
      }
      DescribedOperation operation{*method, path, {}};
      for (const auto& [status, response] : described.at("responses").items()) {
        if (status != "default") {
          operation.answers[std::stoi(status)] = body_of(response);
        }
      }
      description.operations.push_back(std::move(operation));
    }
  }
  return description;
}

}  // namespace lockstep::descriptions
