#include "draw_steps.h"

#include <algorithm>
#include <utility>

#include "draw_faults.h"
#include "model.h"

namespace lockstep::explore {
namespace {

constexpr std::size_t kStepsMax = 20;
constexpr int kTriesAStep = 8;

class StepDrawing {
 public:
  StepDrawing(const Features& features, Random random, ValueMaker& values, Draft& draft)
      : features_(features), random_(random), values_(&values), draft_(&draft) {}

  void draw() {
    // A late edit or a fault disturbs the whole world, so what comes before it is drawn by that.
    Draft disturbed = *draft_;
    if (disturbs(features_)) {
      disturbed.faults.resize(1);
    }
    Model model(disturbed);
    const std::size_t count = 3 + random_.below(kStepsMax - 2);
    for (std::size_t at = 0; at < count; ++at) {
      for (int attempt = 0; attempt < kTriesAStep; ++attempt) {
        const Step step = draw_step(model);
        if (model.allows(step)) {
          model.apply(step);
          draft_->steps.push_back(step);
          break;
        }
      }
    }
  }

 private:
  using Draw = Step (StepDrawing::*)(const Model&);
  struct Choice {
    bool exists;
    std::uint64_t weight;
    Draw draw;
  };

  Step draw_step(const Model& model) {
    const Choice choices[] = {
        {true, 16, &StepDrawing::draw_sync},
        {true, 4, &StepDrawing::draw_wait},
        {true, 16, &StepDrawing::draw_edit_step},
        {disturbs(features_), 2, &StepDrawing::draw_settle},
        {features_.late_edits, 4, &StepDrawing::draw_late_edit},
        {features_.repeats, 3, &StepDrawing::draw_twin},
        {features_.emails, 4, &StepDrawing::draw_email},
        {features_.adds, 4, &StepDrawing::draw_add},
        {features_.removes, 4, &StepDrawing::draw_removal},
        {features_.removes, 1, &StepDrawing::draw_empty_trash},
        {features_.merges, 2, &StepDrawing::draw_merge},
        {features_.renames, 2, &StepDrawing::draw_rename},
        {features_.filters, 6, &StepDrawing::draw_selection},
        {features_.changes_settings, 3, &StepDrawing::draw_change},
        {features_.loses_state, 2, &StepDrawing::draw_loss},
    };
    std::uint64_t all = 0;
    for (const Choice& choice : choices) {
      all += choice.exists ? choice.weight : 0;
    }
    std::uint64_t at = random_.below(all);
    for (const Choice& choice : choices) {
      if (!choice.exists) {
        continue;
      }
      if (at < choice.weight) {
        return (this->*choice.draw)(model);
      }
      at -= choice.weight;
    }
    return Sync{};
  }

  std::size_t draw_person() { return random_.below(draft_->people.size()); }

  Step draw_sync(const Model& /*model*/) {
    return Sync{features_.single_passes && random_.chance(1, 2) ? 1 : 2};
  }
  Step draw_settle(const Model& /*model*/) { return Settle{}; }
  Step draw_wait(const Model& /*model*/) {
    return Wait{Duration(60'000 * static_cast<std::int64_t>(1 + random_.below(30)))};
  }
  Step draw_edit_step(const Model& model) { return draw_edit(model); }
  Step draw_late_edit(const Model& model) {
    const std::uint64_t where = random_.below(3);
    return EditDuring{where == 0   ? one_of(random_, kLists)
                      : where == 1 ? one_of(random_, kUpdates)
                                   : one_of(random_, kCreates),
                      random_.chance(1, 2), draw_edit(model)};
  }
  /// What has just been done on one side, on the other side, too (MRG-8).
  Step draw_twin(const Model& model) {
    const auto* const last =
        draft_->steps.empty() ? nullptr : std::get_if<Edit>(&draft_->steps.back());
    if (last == nullptr || last->field == Field::email) {
      return draw_edit(model);
    }
    return Edit{other(last->side), last->person, last->field, last->value};
  }
  Step draw_email(const Model& /*model*/) {
    const Service side = draw_editor();
    const std::size_t person = draw_person();
    return Edit{side, person, Field::email, values_->make(person, Field::email, origin_of(side))};
  }
  Step draw_add(const Model& /*model*/) {
    const std::size_t person = draw_person();
    const Service side = draw_side(random_);
    return Add{side, person, fit_for(side, values_->make_some(random_, person, origin_of(side)))};
  }
  Step draw_removal(const Model& model) {
    const std::size_t person = draw_person();
    const Service side = draw_side(random_);
    return model.people()[person].on(side) == Presence::removed ? Step(Restore{side, person})
                                                                : Step(Remove{side, person});
  }
  Step draw_empty_trash(const Model& /*model*/) { return EmptyTrash{}; }
  Step draw_merge(const Model& /*model*/) {
    return Merge{draw_side(random_), draw_person(), draw_person()};
  }
  Step draw_rename(const Model& /*model*/) { return Rename{draw_person()}; }
  Step draw_selection(const Model& model) {
    const auto gone = std::ranges::find_if(model.people(), &PersonState::left);
    if (gone != model.people().end() && random_.chance(1, 2)) {  // Comes back (SCO-6).
      const auto person = static_cast<std::size_t>(gone - model.people().begin());
      return model.settings().lists ? Step(Enlist{person, true}) : Step(Star{person, true});
    }
    const std::size_t person = draw_person();
    const PersonState& who = model.people()[person];
    return random_.chance(1, 2) ? Step(Enlist{person, !who.is_listed})
                                : Step(Star{person, !who.is_starred});
  }
  Step draw_change(const Model& /*model*/) {
    return ChangeSettings{draw_settings(features_, random_)};
  }
  Step draw_loss(const Model& /*model*/) { return LoseState{}; }

  Service draw_editor() {
    if (features_.edits_hubspot == features_.edits_google) {
      return draw_side(random_);
    }
    return features_.edits_hubspot ? Service::hubspot : Service::google;
  }

  Edit draw_edit(const Model& model) {
    const std::size_t person = draw_person();
    const Service side = draw_editor();
    const Field field = values_->fields()[random_.below(values_->fields().size())];
    std::string value = values_->make(person, field, origin_of(side));
    if (features_.clears && random_.chance(1, 4)) {
      value.clear();
    } else if (features_.repeats && random_.chance(1, 3)) {
      value = known_value(model, person, field, value);
    }
    return {side, person, field, value};
  }

  /// A value that one side holds, or held when it was last confirmed.
  std::string known_value(const Model& model, std::size_t person, Field field,
                          const std::string& otherwise) {
    const Cell& cell = *model.people()[person].of(field).possible.begin();
    const std::string values[] = {cell.hubspot, cell.google, cell.base ? cell.base->hubspot : ""};
    const std::string& value = one_of(random_, values);
    return value.empty() ? otherwise : value;
  }

  Features features_;
  Random random_;
  ValueMaker* values_;
  Draft* draft_;
};

}  // namespace

Settings draw_settings(const Features& features, Random& random) {
  Settings settings;
  const std::uint64_t direction = random.below(12);
  settings.direction = direction < 2   ? Direction::to_google
                       : direction < 4 ? Direction::to_hubspot
                                       : Direction::two_way;
  if (std::ranges::find(features.directions, settings.direction) == features.directions.end()) {
    settings.direction = features.directions[direction % features.directions.size()];
  }
  settings.default_app = draw_side(random);
  settings.lists = features.filters && random.chance(1, 2);
  settings.stars = features.filters && random.chance(1, 2);
  if (features.changes_settings && random.chance(1, 6)) {
    if (random.chance(1, 2)) {
      settings.enabled = false;
    } else {
      settings.direction = Direction::none;
    }
  }
  return settings;
}

void draw_steps(const Features& features, Random random, ValueMaker& values, Draft& draft) {
  StepDrawing(features, random, values, draft).draw();
}

}  // namespace lockstep::explore
