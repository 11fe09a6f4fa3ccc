#include <lodestone/calibration/history/records.hpp>

#include <lodestone/calibration/history/csv_table.hpp>

#include <algorithm>
#include <utility>

namespace lodestone::calibration {
namespace {

/// Reads every row of a table with the columns `names`, or throws everything that is wrong with it.
template <typename Record, typename ReadRow>
std::vector<Record> read_records(std::string_view file, std::string_view text, const std::vector<std::string>& names,
                                 ReadRow read_row) {
  std::vector<Violation> violations;
  const CsvTable table = parse_csv(file, text, violations);
  std::vector<std::size_t> columns;
  if (!table.header.empty()) columns = locate_columns(table, names, violations);
  std::vector<Record> records;
  if (columns.size() == names.size()) {  // without its columns no row can be read
    FieldReader fields(table, columns, violations);
    for (const CsvRow& row : table.rows) records.push_back(read_row(fields, row));
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return records;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

}  // namespace

std::vector<PolicyEvent> read_policy_events(std::string_view file, std::string_view text) {
  enum { kDate, kDirection, kDestination, kScope, kEvent, kSource };
  const auto read_row = [](FieldReader& fields, const CsvRow& row) {
    PolicyEvent event;
    event.date = fields.date(row, kDate);
    event.direction = static_cast<PolicyDirection>(fields.choice(row, kDirection, {"tighten", "ease", "neutral"}));
    event.destinations = split(fields.required_text(row, kDestination));
    event.scope = fields.required_text(row, kScope);
    event.event = fields.required_text(row, kEvent);
    event.source = fields.required_text(row, kSource);
    return event;
  };
  auto events =
      read_records<PolicyEvent>(file, text, {"date", "direction", "destination", "scope", "event", "source_url"}, read_row);
  std::stable_sort(events.begin(), events.end(), [](const PolicyEvent& a, const PolicyEvent& b) { return a.date < b.date; });
  return events;
}

std::vector<PricePoint> read_price_points(std::string_view file, std::string_view text) {
  enum { kDate, kMaterial, kUnit, kBasis, kPrice, kSource, kNote };
  const auto read_row = [](FieldReader& fields, const CsvRow& row) {
    PricePoint point;
    point.date = fields.date(row, kDate);
    point.material = fields.required_text(row, kMaterial);
    const std::size_t unit = fields.choice(row, kUnit, {"USD/kg", "USD/t", "CNY/kg", "CNY/t"});
    point.currency = unit < 2 ? PriceCurrency::USD : PriceCurrency::CNY;
    point.kilograms_per_unit = unit % 2 == 0 ? 1.0 : 1000.0;
    point.basis = fields.required_text(row, kBasis);
    point.price = fields.positive(row, kPrice);
    point.source = fields.required_text(row, kSource);
    point.note = fields.text(row, kNote);
    return point;
  };
  return read_records<PricePoint>(file, text, {"date", "material", "unit", "basis", "price", "source_url", "note"}, read_row);
}

double usd_per_kg(const PricePoint& point, double currency_per_usd, double vat_rate) {
  return point.price / point.kilograms_per_unit / (1.0 + vat_rate) / currency_per_usd;
}

std::vector<LicenceApplication> read_licence_applications(std::string_view file, std::string_view text, Date as_of) {
  enum { kLane, kFiled, kDecided, kOutcome, kSource };
  const auto read_row = [as_of](FieldReader& fields, const CsvRow& row) {
    LicenceApplication application;
    application.lane = fields.required_text(row, kLane);
    application.filed = fields.date(row, kFiled);
    application.outcome = static_cast<LicenceOutcome>(fields.choice(row, kOutcome, {"pending", "approved", "refused"}));
    application.source = fields.text(row, kSource);
    const std::string at_most = "must not be after the file's date, " + to_string(as_of);
    if (application.filed > as_of) fields.refuse(row, kFiled, at_most, "Correct the date.");
    if (fields.text(row, kDecided).empty()) {
      if (application.outcome != LicenceOutcome::PENDING)
        fields.refuse(row, kDecided, "must be given with this outcome", "Give the day of the decision.");
      return application;
    }
    application.decided = fields.date(row, kDecided);
    if (application.decided == kNoDate) return application;
    if (application.outcome == LicenceOutcome::PENDING)
      fields.refuse(row, kDecided, "must be blank while pending", "Leave it blank, or give the outcome.");
    if (application.decided < application.filed)
      fields.refuse(row, kDecided, "must not be before the application was filed", "Correct one of the dates.");
    if (application.decided > as_of) fields.refuse(row, kDecided, at_most, "Correct the date.");
    return application;
  };
  return read_records<LicenceApplication>(file, text, {"lane", "filed", "decided", "outcome", "source_url"}, read_row);
}

std::vector<LicenceSurveyRecord> read_licence_surveys(std::string_view file, std::string_view text) {
  enum { kLane, kFirstFiled, kDate, kFiled, kApproved, kRefused, kPending, kSource };
  const auto read_row = [](FieldReader& fields, const CsvRow& row) {
    LicenceSurveyRecord survey;
    survey.lane = fields.required_text(row, kLane);
    survey.first_filed = fields.date(row, kFirstFiled);
    survey.date = fields.date(row, kDate);
    survey.filed = fields.count(row, kFiled);
    survey.approved = fields.count(row, kApproved);
    survey.refused = fields.count(row, kRefused);
    survey.pending = fields.count(row, kPending);
    survey.source = fields.text(row, kSource);
    if (survey.first_filed != kNoDate && survey.date != kNoDate && survey.date <= survey.first_filed) {
      fields.refuse(row, kDate, "must be after first_filed", "Correct one of the dates.");
    }
    if (static_cast<long>(survey.approved) + survey.refused + survey.pending != survey.filed) {
      fields.refuse(row, kFiled, "must be approved + refused + pending", "Count what is undecided as pending.");
    }
    return survey;
  };
  return read_records<LicenceSurveyRecord>(
      file, text, {"lane", "first_filed", "date", "filed", "approved", "refused", "pending", "source_url"}, read_row);
}

}  // namespace lodestone::calibration
