global using AgencyDecider = Directives.Api.Decider<Directives.Domain.Agencies.Agency, Directives.Domain.Agencies.AgencyCommand, Directives.Domain.Agencies.AgencyEvent>;
global using CalendarDecider = Directives.Api.Decider<Directives.Domain.Calendars.WorkingCalendar, Directives.Domain.Calendars.AdoptCalendarYear, Directives.Domain.Calendars.CalendarEvent>;
global using DirectiveDecider = Directives.Api.Decider<Directives.Domain.Directive, Directives.Domain.DirectiveCommand, Directives.Domain.DirectiveEvent>;
global using PolicyDecider = Directives.Api.Decider<Directives.Domain.Deadlines.Policies, Directives.Domain.Deadlines.PolicyCommand, Directives.Domain.PolicyEvent>;
global using PublicationDecider = Directives.Api.Decider<Directives.Domain.Reporting.Publication, Directives.Domain.Reporting.PublishReport, Directives.Domain.Reporting.PublicationEvent>;
global using ReminderDecider = Directives.Api.Decider<Directives.Domain.Supervising.Reminders, Directives.Domain.Supervising.IssueDigest, Directives.Domain.ReminderEvent>;
global using WebhookDecider = Directives.Api.Decider<Directives.Api.Webhooks.WebhookList, Directives.Api.Webhooks.WebhookCommand, Directives.Api.Webhooks.WebhookEvent>;
