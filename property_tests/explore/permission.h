/// Which steps a random world may go on with.

#pragma once

#include "model.h"

namespace lockstep::explore {

/// A step is allowed where users can do it and the model can tell what comes of it. The rest is
/// left out, so that nothing is expected that is not certain.
class Permission {
 public:
  /// @param model  Must outlive the permission.
  explicit Permission(const Model& model) : model_(&model) {}

  [[nodiscard]] bool allows(const Step& step) const;

 private:
  [[nodiscard]] bool permits(const Sync& /*sync*/) const { return true; }
  [[nodiscard]] bool permits(const Settle& /*settle*/) const { return true; }
  [[nodiscard]] bool permits(const Wait& /*wait*/) const { return true; }
  [[nodiscard]] bool permits(const Edit& edit) const;
  [[nodiscard]] bool permits(const EditDuring& during) const;
  [[nodiscard]] bool permits(const Add& add) const;
  [[nodiscard]] bool permits(const Remove& remove) const;
  [[nodiscard]] bool permits(const Restore& restore) const;
  [[nodiscard]] bool permits(const EmptyTrash& empty) const;
  [[nodiscard]] bool permits(const Merge& merge) const;
  [[nodiscard]] bool permits(const Rename& rename) const;
  [[nodiscard]] bool permits(const Enlist& enlist) const;
  [[nodiscard]] bool permits(const Star& star) const;
  [[nodiscard]] bool permits(const ChangeSettings& change) const;
  [[nodiscard]] bool permits(const LoseState& lost) const;

  [[nodiscard]] const PersonState& person(std::size_t number) const;
  /// Whether a step can say which record it means.
  [[nodiscard]] bool is_nameable(const PersonState& person, Service side) const;
  /// Whether users can do something with the record at all.
  [[nodiscard]] bool is_at_hand(const PersonState& person, Service side) const;

  const Model* model_;
};

/// Whether what Google holds can be told apart by HubSpot's fields: a first number is `phone`
/// whatever its label says (PHN-1), so there is no other without it.
[[nodiscard]] bool has_first_number(const Values& google);

}  // namespace lockstep::explore
