package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The templates, checked against their parameters at build time. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Pages {
  private Pages() {}

  static native TemplateInstance fleet(Shell.Frame frame, FleetPage page);

  static native TemplateInstance fleetRow(FleetPage.Row r);

  static native TemplateInstance org(Shell.Frame frame, OrgPage page);

  static native TemplateInstance numbers(Shell.Frame frame, NumbersPage page);

  static native TemplateInstance backtest(
      Shell.Frame frame, String org, BacktestForm form, @Nullable BacktestPage page);

  static native TemplateInstance alerts(Shell.Frame frame, AlertsPage page);

  static native TemplateInstance targets(Shell.Frame frame, TargetsPage page);

  static native TemplateInstance inbox(Shell.Frame frame, InboxPage page);

  static native TemplateInstance whatIf(Shell.Frame frame, WhatIfPage page);

  static native TemplateInstance bare(Shell.Frame frame);

  static native TemplateInstance notThere(
      Shell.Frame frame, String problem, String back, String where);

  static native TemplateInstance badAddress(
      Shell.Frame frame, List<Violation> violations, String page);
}
