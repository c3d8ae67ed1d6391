using Directives.Api;
using Directives.Api.Access;
using Directives.Api.Administration;
using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Api.Auditing;
using Directives.Api.Calendars;
using Directives.Api.Cascading;
using Directives.Api.Correcting;
using Directives.Api.Deadlines;
using Directives.Api.Hosting;
using Directives.Api.Importing;
using Directives.Api.Issuing;
using Directives.Api.Operations;
using Directives.Api.Performing;
using Directives.Api.Reporting;
using Directives.Api.Streaming;
using Directives.Api.Supervising;
using Directives.Api.Verifying;
using Directives.Api.Webhooks;

if (Commands.Wanted(args))
    return await Commands.Run(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddLogs();
var identity = IdentitySettings.Of(builder.Configuration, builder.Environment);
await using var postgres = await OwnPostgres.StartUnlessGiven(builder.Configuration);
await DatabaseSchema.BringUpToDate(builder.Configuration);

builder.AddBoundaries();
builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>().AddProblemDetails().AddExceptionHandler<Faults>();
builder.Services.AddIdentity(identity, folder: postgres is null ? null : OwnPostgres.Folder(builder.Configuration));
builder.Services.AddLimits(builder.Configuration);
builder.Services.AddApiDocument();
builder.Services.AddStore(builder.Configuration);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddSingleton(TimeProvider.System);

var app = builder.Build();

app.UseBoundaries();
app.UseTelemetry();
app.UseRetryAfter();
app.UseServiceDescription();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseLimits();
app.UseApiDocument();
app.UseAuthorization();
app.UseMiddleware<Parameters>();
app.UseMiddleware<Gate>();

app.MapIssuing();
app.MapDocuments();
app.MapTasks();
app.MapAssigning();
app.MapDeadlines();
app.MapPolicies();
app.MapCalendars();
app.MapCascading();
app.MapPerforming();
app.MapEvidence();
app.MapFiles();
app.MapDifficulties();
app.MapVerifying();
app.MapCorrecting();
app.MapUrgings();
app.MapInspections();
app.MapJudgements();
app.MapDigests();
app.MapAgencies();
app.MapImporting();
app.MapReporting();
app.MapPublications();
app.MapAuditing();
app.MapAccessLog();
app.MapStreaming();
app.MapWebhooks();
app.MapOperations();
app.MapProblems();
app.MapHealth();
app.Services.GetService<DevelopmentIssuer>()?.Map(app, app.Lifetime);

await app.RunAsync();
return 0;

public partial class Program;
