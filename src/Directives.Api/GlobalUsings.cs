global using AgencyDecider = Directives.Api.Decider<Directives.Domain.Agencies.Agency, Directives.Domain.Agencies.AgencyCommand, Directives.Domain.Agencies.AgencyEvent>;
global using DirectiveDecider = Directives.Api.Decider<Directives.Domain.Directive, Directives.Domain.DirectiveCommand, Directives.Domain.DirectiveEvent>;
