namespace Directives.Api.Importing;

public static class ImportRefusals
{
    public static HttpRefusal NoSuchImport { get; } = new(404, "no-such-import", new("Không có lần nhập nào như vậy, hoặc đó là một lần chạy thử mà máy chủ không còn giữ kết quả.", "There is no such import, or it was a dry run whose result is no longer kept."));
    public static HttpRefusal NoRows { get; } = new(422, "import-without-rows", new("Tệp không có dòng nào để nhập.", "There are no rows to import."));
    public static HttpRefusal TooManyRows { get; } = new(413, "import-too-long", new($"Mỗi lần nhập không quá {ImportRequest.MostRows} dòng. Hãy chia thành nhiều tệp.", $"An import has at most {ImportRequest.MostRows} rows. Divide it into several."));
    public static HttpRefusal TooManyImports { get; } = new(503, "too-many-imports", new("Đã có quá nhiều tệp lớn đang chờ nhập. Lát nữa hãy gửi lại với cùng khóa.", "Too many long imports are waiting. Send it again with the same key in a moment."));
    public static HttpRefusal OptionsInBody { get; } = new(400, "import-options-in-body", new("Với JSON, các lựa chọn nằm trong nội dung gửi đến, không nằm trong địa chỉ.", "With JSON the options stand in the body, not in the address."));
    public static HttpRefusal KindRequired { get; } = new(400, "import-kind-required", new("Với CSV, địa chỉ phải nêu kind=agencies, kind=directives hoặc kind=tasks.", "With CSV the address says kind=agencies, kind=directives or kind=tasks."), "kind");
    public static HttpRefusal NotUtf8 { get; } = new(400, "not-utf8", new("Tệp không được mã hóa bằng UTF-8. Hãy lưu lại dưới dạng CSV UTF-8.", "The file is not in UTF-8. Save it as CSV UTF-8."));
    public static HttpRefusal NoHeader { get; } = new(400, "csv-header-required", new("Dòng đầu của tệp phải nêu tên các cột.", "The first line names the columns."));
    public static HttpRefusal TornRow { get; } = new(422, "csv-row-torn", new("Dấu nháy kép trong dòng này không khớp nhau.", "The double quotes in this row do not match."));
    public static HttpRefusal MoreCellsThanColumns { get; } = new(422, "csv-more-cells", new("Dòng này có nhiều ô hơn số cột; ô có dấu phân cách phải đặt trong dấu nháy kép.", "This row has more cells than there are columns; a cell with a separator in it stands in double quotes."));
    public static HttpRefusal CellMalformed { get; } = new(422, "csv-cell-malformed", new("Ô này không đúng dạng cần có.", "This cell is not of the expected form."));
    public static HttpRefusal KeyTwice { get; } = new(422, "import-key-twice", new("Một dòng trước đã dùng khóa này.", "A row before has this key already."), "/key");

    public static HttpRefusal UnknownColumn(string column, string columns) =>
        new(400, "csv-unknown-column", new($"Không có cột nào tên '{column}'. Các cột là {columns}.", $"There is no column '{column}'. The columns are {columns}."), column);

    public static HttpRefusal ColumnTwice(string column) => new(400, "csv-column-twice", new($"Cột '{column}' xuất hiện hai lần.", $"The column '{column}' stands there twice."), column);

    public static HttpRefusal MissingColumn(string column) => new(400, "csv-missing-column", new($"Thiếu cột '{column}'.", $"The column '{column}' is missing."), column);

    public static HttpRefusal CellRequired(string column) => new(422, "csv-cell-required", new($"Ô ở cột '{column}' không được để trống.", $"The cell in the column '{column}' cannot be empty."));

    public static HttpRefusal NoDirectiveCalled(string reference) =>
        new(422, "unknown-reference", new($"Không có văn bản nào với khóa, số hoặc mã định danh '{reference}'.", $"There is no directive with the key, number or id '{reference}'."));

    public static HttpRefusal SeveralCalled(string reference) =>
        new(422, "ambiguous-reference", new($"Có nhiều văn bản mang số '{reference}'; hãy nêu mã định danh.", $"Several directives have the number '{reference}'; name the one by its id."));

    public static HttpRefusal NoTaskCalled(string code) => new(422, "unknown-task-code", new($"Văn bản đó không có nhiệm vụ mang ký hiệu '{code}'.", $"That directive has no task with the code '{code}'."));

    public static HttpRefusal NoneRecorded(int refused, int rows) => new(
        422, "import-refused",
        new($"{refused} trong số {rows} dòng bị từ chối nên không dòng nào được ghi.", $"{refused} of {rows} rows were refused, so none was recorded."));
}
