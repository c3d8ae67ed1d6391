using Directives.Domain;

namespace Directives.Api;

/// <summary>A no that the domain was not asked for, or could not be asked for, with a status of its own.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs; never changes once published.</param>
/// <param name="Reason">For people, in one sentence of each language.</param>
/// <param name="Field">The header, parameter or member that is to blame, where there is one.</param>
public sealed record HttpRefusal(int Status, string Code, BilingualText Reason, string? Field = null)
{
    /// <summary>A no of the domain, under the status of its kind.</summary>
    public static HttpRefusal Of(Refusal refusal) => new(
        refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity
        },
        refusal.Code, refusal.Reason, refusal.Field);
}

/// <summary>What is said of any request, whatever it is about.</summary>
public static class HttpRefusals
{
    public static HttpRefusal NotFound { get; } = new(404, "not-found", new("Không có gì ở địa chỉ này.", "There is nothing at this address."));
    public static HttpRefusal MethodNotAllowed { get; } = new(405, "method-not-allowed", new("Địa chỉ này không nhận phương thức đó.", "This address does not take that method."));
    public static HttpRefusal UnsupportedMediaType { get; } = new(415, "unsupported-media-type", new("Nội dung gửi đến không thuộc kiểu được nhận ở đây.", "A body of this type is not taken here."), "Content-Type");
    public static HttpRefusal TooSlow { get; } = new(408, "request-timeout", new("Nội dung gửi đến quá chậm.", "The body came too slowly."));
    public static HttpRefusal Unreadable { get; } = new(400, "bad-request", new("Không đọc được yêu cầu này.", "The request cannot be read."));
    public static HttpRefusal BodyRequired { get; } = new(400, "bad-request", new("Yêu cầu này cần một nội dung JSON.", "This request needs a JSON body."));
    public static HttpRefusal AgencyCodeExpected { get; } = new(400, "bad-request", new("Cơ quan được nêu bằng mã, chẳng hạn bo-tai-chinh.", "An agency is named by its code, such as bo-tai-chinh."));
    public static HttpRefusal NulCharacter { get; } = new(400, "bad-request", new("Giá trị này không được chứa ký tự NUL.", "This value cannot contain the NUL character."));
    public static HttpRefusal OverdueFromTheFirstDay { get; } = new(400, "bad-request", new("Số ngày quá hạn được tính từ 1.", "Days overdue begin at 1."));
    public static HttpRefusal VersionsBeginAtOne { get; } = new(400, "bad-request", new("Phiên bản được đánh số từ 1.", "Versions begin at 1."));
    public static HttpRefusal UnexpectedJson { get; } = new(400, "malformed-json", new("Nội dung gửi đến không phải JSON đúng dạng cần có ở đây.", "The body is no JSON of the expected form here."));
    public static HttpRefusal NestedTooDeep { get; } = new(400, "malformed-json", new($"Nội dung gửi đến không được lồng quá {Json.MaxDepth} tầng.", $"A body may be nested {Json.MaxDepth} levels deep at most."));
    public static HttpRefusal NullItem { get; } = new(400, "malformed-json", new("Ở đây cần một danh sách các mục, không mục nào là null.", "A list of items is expected here, none of them null."));
    public static HttpRefusal Unstorable { get; } = new(400, "unstorable", new("Yêu cầu này có ký tự không lưu được.", "A text in this request contains characters that cannot be stored."));
    public static HttpRefusal KeyRequired { get; } = new(400, "idempotency-key-required", new("Mỗi lần ghi cần tiêu đề Idempotency-Key dài từ 1 đến 200 ký tự, để có thể gửi lại mà không sợ trùng.", "A write needs an Idempotency-Key header of 1 to 200 characters, so that it is safe to repeat."), "Idempotency-Key");
    public static HttpRefusal KeyReused { get; } = new(422, "idempotency-key-reused", new("Idempotency-Key này đã dùng cho một yêu cầu khác.", "This Idempotency-Key was used before, for another request."), "Idempotency-Key");
    public static HttpRefusal IfMatchMalformed { get; } = new(400, "if-match-malformed", new("If-Match nhận các thẻ ETag đúng như đã được trao, chẳng hạn \"7\", hoặc dấu * đứng một mình.", "If-Match takes entity tags as they were given, such as \"7\", or * alone."), "If-Match");
    public static HttpRefusal IfMatchRequired { get; } = new(428, "if-match-required", new("Lệnh này thay đổi điều đã có. Hãy gửi If-Match kèm ETag đã thấy, hoặc * nếu thay đổi bất kể phiên bản nào.", "This changes what stands recorded. Send If-Match with the ETag you have seen, or * for whatever it is."), "If-Match");
    public static HttpRefusal CursorMalformed { get; } = new(400, "cursor-malformed", new("Con trỏ trang không thuộc danh sách này. Hãy dùng đúng như đã được trao, với cùng bộ lọc.", "This cursor does not belong to this list. Take it as it was given, with the same filters."), "cursor");
    public static HttpRefusal PageSizeOutOfRange { get; } = new(400, "page-size-out-of-range", new($"Một trang có từ 1 đến {Cursor.MaxPage} mục.", $"A page has 1 to {Cursor.MaxPage} items."), "pageSize");
    public static HttpRefusal Busy { get; } = new(503, "busy", new("Quá nhiều người đang cùng thay đổi hồ sơ này. Hãy gửi lại yêu cầu với cùng khóa.", "Too many others are changing this at once. Repeat the request with the same key."));
    public static HttpRefusal DatabaseAway { get; } = new(503, "database-away", new("Cơ sở dữ liệu không trả lời. Lát nữa hãy gửi lại yêu cầu với cùng khóa.", "The database does not answer. Repeat the request with the same key in a moment."));
    public static HttpRefusal Fault { get; } = new(500, "fault", new("Hệ thống gặp lỗi. Lỗi đã được ghi lại.", "Something is wrong on our side. It has been logged."));

    public static HttpRefusal BodyTooLarge(long bytes) =>
        new(413, "body-too-large", new($"Nội dung gửi đến không được quá {bytes} byte.", $"A body may have at most {bytes} bytes."));

    public static HttpRefusal Stale(long version) =>
        new(412, "stale", new($"Hồ sơ đã thay đổi kể từ khi được đọc và nay ở phiên bản {version}.", $"It has changed since you read it and stands at version {version} now."), "If-Match");

    public static HttpRefusal ParameterMalformed(string parameter) =>
        new(400, "bad-request", new($"Giá trị của {parameter} không đúng dạng.", $"The value of {parameter} is not of the expected form."), parameter);

    public static HttpRefusal ParameterMissing(string parameter) =>
        new(400, "bad-request", new($"Còn thiếu tham số {parameter}.", $"The parameter {parameter} is missing."), parameter);

    public static HttpRefusal UnknownParameter(string parameter, string? nearest) =>
        new(400, "unknown-parameter",
            nearest is null
                ? new($"Ở đây không có tham số '{parameter}'.", $"There is no parameter '{parameter}' here.")
                : new($"Ở đây không có tham số '{parameter}'. Có phải là '{nearest}'.", $"There is no parameter '{parameter}' here. Perhaps it is '{nearest}'."),
            parameter);

    public static HttpRefusal ParameterTwice(string parameter) =>
        new(400, "parameter-twice", new($"Tham số {parameter} chỉ được nêu một lần.", $"The parameter {parameter} is given once only."), parameter);

    public static HttpRefusal ValueExpected(BilingualText expected) => new(400, "malformed-json", expected);

    public static HttpRefusal MemberTwice(string member) => new(400, "malformed-json", new($"Thành phần '{member}' xuất hiện hai lần.", $"The member '{member}' stands here twice."));

    public static HttpRefusal UnknownMember(string member) => new(400, "unknown-member", new($"Ở đây không có thành phần '{member}'.", $"There is no member '{member}' here."));

    public static HttpRefusal MissingMembers(string members) => new(400, "missing-member", new($"Còn thiếu: {members}.", $"Missing: {members}."));
}
