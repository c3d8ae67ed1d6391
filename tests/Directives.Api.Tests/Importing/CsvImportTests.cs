using System.Text;
using static Directives.Api.Tests.Importing.Imports;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Importing;

public sealed class CsvImportTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    readonly string mark = Guid.NewGuid().ToString("n")[..8];

    public Task InitializeAsync() => app.RegisteredAgencies();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(false, ',', "\n")]
    [InlineData(true, ';', "\r\n")]
    public async Task A_file_as_a_spreadsheet_saves_it(bool byteOrderMark, char separator, string end)
    {
        var csv = string.Join(end,
            string.Join(separator, "code", "nameVi", "nameEn", "kind", "level", "effectiveOn"),
            string.Join(separator, $"bo-{mark}", "\"Bộ \"\"Nội vụ\"\"; và, các việc khác\"", "", "ministry", "central", "2025-01-01"),
            "",
            string.Join(separator, $"so-{mark}", " Sở Tài chính ", "\"Finance\nDepartment\"", "ministry", "central", "2025-01-01"), "");

        var answer = (await app.ImportCsv("agencies", [.. byteOrderMark ? "\uFEFF"u8 : [], .. Encoding.UTF8.GetBytes(csv)])).Should(201);

        answer.Rows().Select(row => row.GetProperty("row").GetInt32()).Should().Equal([2, 4], "as a spreadsheet counts");
        (await NameOf($"bo-{mark}")).Should().Be(("Bộ \"Nội vụ\"; và, các việc khác", null));
        (await NameOf($"so-{mark}")).Should().Be(("Sở Tài chính", "Finance\nDepartment"));

        async Task<(string?, string?)> NameOf(string code)
        {
            var name = (await app.Get($"/agencies/{code}")).Should(200).Json.GetProperty("name");
            return (name.Of("vi"), name.Of("en"));
        }
    }

    [Fact]
    public async Task Directives_and_tasks_with_links_deadlines_and_lists()
    {
        var directives = (await app.ImportCsv("directives",
            $"""
            type,number,titleVi,issuedBy,issuedOn,links
            conclusion,1{mark}-KL/TW,Kết luận,{Politburo};{Committee},2025-07-25,
            plan,2{mark}-KH/TW,Kế hoạch,{Politburo},2025-Q3,implements:1{mark}-KL/TW; basis:1{mark}-KL/TW
            """)).Should(201);
        var tasks = (await app.ImportCsv("tasks",
            $"""
            directive,code,nature,clause,titleVi,keyTask,targetText,targetWanted,deadlinePhrase,deadlineKind,deadlinePeriod,deadlineBound,leads,coordinating
            1{mark}-KL/TW,01,specific,mục 1,Hướng dẫn,true,100 %,99.5,trước ngày 31/7/2025,explicit,2025-07-31,before,{Finance}; {Justice},{Committee}
            1{mark}-KL/TW,02,standing,mục 2,Thường xuyên,,,,,,,,,
            """)).Should(201);

        (await app.Get($"/directives/{directives.Rows()[1].Of("directive")}")).Json.GetProperty("links").GetArrayLength().Should().Be(2);
        var entered = (await app.Get($"/directives/{tasks.Rows()[0].Of("directive")}")).Should(200).Json;
        entered.GetProperty("issuedBy").GetArrayLength().Should().Be(2);
        var task = entered.GetProperty("tasks")[0];
        task.GetProperty("keyTask").GetBoolean().Should().BeTrue();
        task.GetProperty("target").GetProperty("wanted").GetDecimal().Should().Be(99.5m);
        task.GetProperty("deadline").GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
        task.GetProperty("assignments").EnumerateArray().Select(a => (a.Of("lead"), a.GetProperty("coordinating")[0].GetString())).Should().Equal((Finance, Committee), (Justice, Committee));
        entered.GetProperty("tasks")[1].GetProperty("assignments").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_row_that_is_refused_names_the_column()
    {
        var directive = (await app.Post("/directives", ADirective($"1{mark}-KL/TW"))).Should(201).Location!.Split('/')[^1];

        var answer = (await app.ImportCsv("tasks",
            $"""
            directive,code,nature,clause,titleVi,keyTask,targetWanted,targetText,deadlinePhrase,deadlineKind,deadlinePeriod,deadlineBound,leads
            {directive},01,specific,mục 1,Việc,,,,,,,,
            {directive},,specific,mục 1,Việc,,,,,,,,
            {directive},02,urgent,mục 1,Việc,,,,,,,,
            {directive},03,specific,mục 1,Việc,maybe,,,,,,,
            {directive},04,specific,mục 1,Việc,,nhiều,x,,,,,
            {directive},05,specific,mục 1,Việc,,,,trước ngày 31/7,explicit,31/7/2025,before,
            {directive},06,specific,mục 1,Việc,,,,trước ngày 31/7,explicit,,before,
            {directive},07,specific,mục 1,Việc,,,,,,,,{Finance};nobody-{mark}
            {directive},08,specific,mục 1,Vi"ệc,,,,,,,,
            {directive},09,specific,mục 1,Việc,,,,,,,,{Finance},{Justice}
            {directive},10
            không,11,specific,mục 1,Việc,,,,,,,,
            """, "&mode=rowByRow")).Should(201);

        answer.Rows().Select(row => (row.GetProperty("row").GetInt32(), row.Of("outcome"), row.Problem().Code, row.Problem().Column)).Should().Equal(
            (2, "recorded", null, null),
            (3, "refused", "csv-cell-required", "code"),
            (4, "refused", "csv-cell-malformed", "nature"),
            (5, "refused", "csv-cell-malformed", "keyTask"),
            (6, "refused", "csv-cell-malformed", "targetWanted"),
            (7, "refused", "csv-cell-malformed", "deadlinePeriod"),
            (8, "refused", "deadline-period-required", "deadlinePeriod"),
            (9, "refused", "unknown-agency", "leads"),
            (10, "refused", "csv-row-torn", null),
            (11, "refused", "csv-more-cells", null),
            (12, "refused", "csv-cell-required", "nature"),
            (13, "refused", "unknown-reference", "directive"));
    }

    [Fact]
    public async Task A_dry_run_of_a_file_writes_nothing()
    {
        var before = await app.Entered();

        (await app.ImportCsv("agencies", $"code,nameVi,kind,level\na-{mark},Bộ,ministry,central\n", "&dryRun=true")).Should(200).Outcomes().Should().Equal("wouldBeRecorded");

        (await app.Entered()).Should().Be(before);
    }

    [Theory]
    [InlineData("code,nameVi,kind", "csv-missing-column", "level")]
    [InlineData("code,nameVi,kind,level,colour", "csv-unknown-column", "colour")]
    [InlineData("code,nameVi,kind,level,code", "csv-column-twice", "code")]
    [InlineData("\"code,nameVi", "csv-header-required", null)]
    [InlineData("", "csv-header-required", null)]
    public async Task A_header_that_does_not_fit_is_told(string header, string code, string? column)
    {
        var answer = (await app.ImportCsv("agencies", header)).Should(400);

        (answer.Code, answer.Place).Should().Be((code, column));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_told() =>
        (await app.ImportCsv("agencies", [.. "code,nameVi,kind,level\na-b,B"u8, 0xF4, .. ",ministry,central"u8])).Should(400).Code.Should().Be("not-utf8");

    [Fact]
    public async Task A_file_says_what_its_rows_are()
    {
        using var request = Request("/imports", new StringContent("code"), "text/csv");

        (await app.Send(request)).Should(400).Code.Should().Be("import-kind-required");
    }

    [Fact]
    public async Task A_file_with_nothing_in_it_is_told() => (await app.ImportCsv("agencies", "code,nameVi,kind,level\n\n")).Should(422).Code.Should().Be("import-without-rows");

    [Fact]
    public async Task What_the_address_says_belongs_to_the_request()
    {
        var csv = $"code,nameVi,kind,level,effectiveOn\na-{mark},Bộ,ministry,central,2025-01-01\n";
        (await app.ImportCsv("agencies", csv, key: mark)).Should(201);

        (await app.ImportCsv("agencies", csv, "&mode=rowByRow", mark)).Should(422).Code.Should().Be("idempotency-key-reused");
    }
}
