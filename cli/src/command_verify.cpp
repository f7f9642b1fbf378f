#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "lockstep/report/certificate.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/run_diff.h"
#include "lockstep/report/signature.h"

#include "command.h"
#include "interrupt.h"
#include "package_options.h"
#include "run_again.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string package;
  std::string key;
  bool again = false;
  RunAgainOptions run_again;
  bool json = false;
};

/// A package that was read, what can be said of it, and of the same run made again.
struct Checked {
  report::Verification verification;
  std::optional<report::RunReport> again;
  std::string again_sha256;

  [[nodiscard]] bool is_same_again() const {
    return !again || again_sha256 == verification.result_sha256;
  }
  [[nodiscard]] bool is_good() const {
    return verification.flaws.empty() && verification.granted && is_same_again();
  }
};

/// What the certificate says, where it can be believed.
std::string certificate_line(const report::Verification& found) {
  if (!found.flaws.empty()) {
    return "NOT to be believed: see the flaws";
  }
  return (found.granted ? "granted " : "NOT granted, ") + found.issued;
}

std::string signature_line(const Options& options, const report::Verification& found) {
  if (found.signer.empty()) {
    return "none";
  }
  return found.signer + (!options.key.empty()
                             ? (found.trusted ? ", the key you named" : ", another key")
                             : ", whosever that is: --key compares it with yours");
}

std::string to_text(const Options& options, const report::Package& package,
                    const Checked& checked) {
  const report::Verification& found = checked.verification;
  const auto line = [](const std::string& name, const std::string& value) {
    return name + std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') +
           report::terminal_line(value) + "\n";
  };
  std::string text;
  if (found.run) {
    text += line("Connector", found.run->connector_name + " " + found.run->connector_version +
                                  " by " + found.run->connector_vendor) +
            line("Certificate", certificate_line(found)) + line("Score", report::score(*found.run));
  }
  text += line("Files",
               std::to_string(package.size()) + ", " +
                   (found.flaws.empty() ? "all as they were written" : "NOT as they were written"));
  text += line("Verdicts", found.recomputed ? "made again from the checks"
                                            : "not made again: this program has another rulebook");
  text += line("Signature", signature_line(options, found));
  text += line("Result", found.result_sha256);
  if (checked.again) {
    text += line("Run again", checked.is_same_again() ? "the same result"
                                                      : "ANOTHER result: " + checked.again_sha256);
  }
  for (const std::string& flaw : found.flaws) {
    text += "flaw: " + report::terminal_line(flaw) + "\n";
  }
  if (checked.again && !checked.is_same_again() && found.run) {
    text += "\n" + report::diff_text(report::compare(*found.run, *checked.again),
                                     wants_colour(STDOUT_FILENO));
  }
  return text;
}

std::string to_json(const Checked& checked) {
  const report::Verification& found = checked.verification;
  nlohmann::ordered_json json{
      {"good", checked.is_good()},      {"granted", found.granted},
      {"issued", found.issued},         {"flaws", found.flaws},
      {"recomputed", found.recomputed}, {"signer", found.signer},
      {"trusted", found.trusted},       {"result_sha256", found.result_sha256}};
  if (checked.again) {
    json["again"] = {{"same", checked.is_same_again()}, {"result_sha256", checked.again_sha256}};
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

int run(const Options& options) {
  const Result<report::Package> package = report::read_package(options.package);
  if (!package) {
    return report_error(package.error());
  }
  std::optional<std::string> key;
  if (!options.key.empty()) {
    const Result<std::string> text = read_file(options.key);
    if (!text) {
      return report_error(text.error());
    }
    const Result<std::string> known = report::canonical_public_key(*text);
    if (!known) {
      return report_error({known.error().kind, known.error().message, options.key});
    }
    key = *known;
  }
  Checked checked;
  checked.verification = report::verify(*package, key);
  if (options.again && checked.verification.run && checked.verification.flaws.empty()) {
    const Result<RunAgain> again =
        run_again(*checked.verification.run, *package, options.run_again);
    if (!again) {
      return report_error(again.error());
    }
    if (interrupted()) {
      std::cerr << "lockstep: interrupted: the run was not made again to its end\n";
      return kIncomplete;
    }
    checked.again = again->run;
    checked.again_sha256 = again->result_sha256;
  }
  std::cout << (options.json ? to_json(checked) : to_text(options, *package, checked));
  return checked.is_good() ? kDone : kFailed;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("verify", "Check a certificate: every byte of it, and the run itself");
  command->add_option("PACKAGE", options->package, "Folder or .zip that certify --package wrote")
      ->required();
  command->add_option("--key", options->key, "Public key that must have signed it (PEM)");
  CLI::Option* const again = command->add_flag(
      "--again", options->again,
      "Run the same scenarios again, with the connector in the package, and compare");
  command
      ->add_option("--connector", options->run_again.connector,
                   "With --again: a connector.json instead of the package's")
      ->needs(again);
  command
      ->add_option("--suites", options->run_again.suites,
                   "With --again: folder of another catalogue")
      ->needs(again);
  command->add_flag("--json", options->json, "Print JSON instead of text");
  command->footer(
      "Ends with 0 if nothing was changed and the certificate was granted, else with 1;\n"
      "with 5 if it was interrupted (Ctrl-C).\n"
      "--again runs the program of whoever made the package: only do so if you trust them.\n"
      "Examples:\n"
      "  lockstep verify certificate.zip\n"
      "  lockstep verify certificate.zip --key vendor.pem --again");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
